"""我的待办: what waits on each role, in one list with counts, in few statements however much there is."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from backend import waiting, waiting_sources
from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.assignments.models import Assignment, Source
from backend.briefs.models import Brief, BriefState
from backend.clock import today
from backend.lifecycle.models import StageEntry
from backend.milestones.models import Forecast, Milestone, Phase
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind, Stage
from backend.weeks import Week
from tests import factories

EARLY = date(2026, 1, 4)


@pytest.fixture
async def zone(session):
    return await factories.unit(session, code="zone", name="开发区管委会")


async def project(session, zone, code="ZD-1", **duties):
    row = await factories.project(session, code=code, short_name=f"同德{code[-1]}")
    await factories.add(session, StageEntry(project_id=row.id, stage=Stage.STARTED, skip_reason="来源未载"))
    await factories.add(session, Duty(project_id=row.id, kind=DutyKind.RESPONSIBLE, unit_id=zone.id, since=EARLY))
    for kind, account in duties.items():
        await factories.add(session, Duty(project_id=row.id, kind=DutyKind(kind), account_id=account.id, since=EARLY))
    await factories.settle(session)
    return row


async def node(session, row, forecast):
    template = await factories.template(session)
    fields = {"position": 0, "key": "land", "label": "用地手续", "phase": Phase.PERMITS}
    found = await factories.add(session, Milestone(project_id=row.id, template_id=template.id, **fields))
    await factories.add(session, Forecast(project_id=row.id, milestone_id=found.id, forecast_on=forecast))
    return found


def assignment(row, zone, **more):
    fields = {"what": "查明原因", "due_on": today() - timedelta(days=2), "source": Source.INSTRUCTION}
    return Assignment(**fields | {"project_id": row.id, "unit_id": zone.id} | more)


async def kinds(session, account):
    found = await waiting.waiting_on(session, Actor.of(account))
    return {group.kind: len(group.items) for group in found}


async def test_on_an_officer_wait_updates_assignments_and_passed_dates(session, zone, client):
    steward = await factories.account(session, unit_id=zone.id)
    row = await project(session, zone, steward=steward)
    await node(session, row, today() - timedelta(days=3))
    await factories.add(session, assignment(row, zone))
    assert await kinds(session, steward) == {"待报": 1, "交办": 1, "预计已过": 1}
    page = (await client(steward).get("/mine")).text
    for words in ("待报 1", "交办 1", "预计已过 1", "超期2天", "用地手续"):
        assert words in page


async def test_on_a_sponsor_wait_what_they_gave_and_is_overdue_and_briefs_to_issue(session, zone, client):
    leader = await factories.account(session, Role.LEADER)
    row = await project(session, zone, sponsor=leader)
    await factories.add(session, assignment(row, zone, assigned_by_id=leader.id))
    assert await kinds(session, leader) == {"我交办的超期": 1}
    page = (await client(leader).get("/mine")).text
    assert "我包联的项目 1" in page
    assert "/projects/ZD-1/assignments/new" in page


async def test_on_the_office_wait_briefs_and_projects_without_people(session, zone, client):
    office = await factories.account(session, Role.OFFICE)
    await project(session, zone)
    closed = Week.last_closed()
    brief = Brief(week_start=closed.start, as_of=closed.closes_at, draft=False, state=BriefState.READY, data={})
    await factories.add(session, brief)
    assert await kinds(session, office) == {"待核稿": 1, "待分派职责": 3}
    page = (await client(office).get("/")).headers["location"]
    assert page == "/mine"
    assert "1个项目没有专员" in (await client(office).get("/mine")).text


async def test_on_the_administrator_wait_units_that_nobody_confirmed(session, zone, client):
    admin = await factories.account(session, Role.ADMINISTRATOR)
    assert (await kinds(session, admin))["待确认单位"] == 1
    assert "个单位待确认" in (await client(admin).get("/mine")).text


async def test_on_who_only_reads_nothing_waits_and_the_page_says_so(session, zone, client):
    reader = await factories.account(session, Role.READER, scope={})
    await project(session, zone)
    assert await kinds(session, reader) == {}
    assert "现在没有等您办的事" in (await client(reader).get("/mine")).text
    assert (await client(reader).get("/")).headers["location"] == "/projects"


async def test_what_is_done_waits_no_longer(session, zone, client):
    steward = await factories.account(session, unit_id=zone.id)
    row = await project(session, zone, steward=steward)
    given = await factories.add(session, assignment(row, zone))
    await client(steward).post("/projects/ZD-1/update", data={"unchanged": "true", "unchanged_reason": "没有"})
    await client(steward).post(f"/assignments/{given.id}/steps", data={"kind": "done", "said": "已办结"})
    assert await kinds(session, steward) == {}


@pytest.mark.parametrize("role", [Role.STEWARD, Role.REVIEWER, Role.LEADER, Role.OFFICE, Role.ADMINISTRATOR])
async def test_the_number_of_statements_does_not_grow_with_what_waits(session, engine, zone, role):
    account = await factories.account(session, role, unit_id=zone.id)

    async def statements():
        asked = []
        listen = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(engine.sync_engine, "before_cursor_execute", listen)
        await waiting.waiting_on(session, Actor.of(account))
        event.remove(engine.sync_engine, "before_cursor_execute", listen)
        return len(asked)

    async def more(number):
        row = await project(session, zone, f"ZD-{number}", steward=account)
        await node(session, row, today() - timedelta(days=3))
        await factories.add(session, assignment(row, zone))

    await more(1)
    first = await statements()
    for number in (2, 3, 4):
        await more(number)
    assert await statements() == first <= 16


async def test_a_room_adds_its_lines_by_one_function(session, zone):
    async def problems(session, actor):
        return [waiting.Waiting("问题", "同德缺电", "/problems/1", until=today())]

    try:
        waiting.sources.append(problems)
        reader = await factories.account(session, Role.READER, scope={})
        assert await kinds(session, reader) == {"问题": 1}
    finally:
        waiting_sources.install()
