"""我的待办: what waits on each role, in one list with counts, in few statements however much there is."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from backend import clock, waiting, waiting_sources
from backend.accounts.actor import Actor, the_house
from backend.accounts.models import Role
from backend.assignments.models import Assignment, Source
from backend.briefs.models import Brief, BriefState
from backend.clock import BEIJING, today
from backend.lifecycle.models import StageEntry
from backend.milestones.models import Forecast, Milestone, Phase
from backend.problems import climbing, closing, handling, queries
from backend.problems import service as problems
from backend.problems.schemas import ClosureRequestIn, DispatchIn, NoteIn, ProblemIn, SendBackIn
from backend.problems.vocabulary import NoteKind
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind, Stage
from backend.targets.models import Target
from backend.targets.periods import Period
from backend.weeks import Week
from backend.working_days import in_force
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


async def lines(session, account):
    found = await waiting.waiting_on(session, Actor.of(account))
    return {group.kind: [(each.title, each.remark) for each in group.items] for group in found}


async def problem(session, row, what="没有电"):
    made = await problems.raise_problem(session, the_house("cli"), row.code, ProblemIn(what=what))
    await factories.settle(session)
    return made


async def test_a_problem_waits_on_the_unit_that_has_it_by_what_it_owes_next(session, zone):
    steward = await factories.account(session, unit_id=zone.id)
    head = await factories.account(session, Role.REVIEWER, unit_id=zone.id)
    row = await project(session, zone, steward=steward)
    made = await problem(session, row)
    for account in (steward, head):
        assert (await lines(session, account))["问题"] == [("同德1：没有电", "请先报方案")]
    plan = NoteIn(kind=NoteKind.PLAN, says="先接临时电源")
    await handling.note(session, Actor.of(steward), made.id, plan)
    assert (await lines(session, steward))["问题"] == [("同德1：没有电", "已报方案，请答复办理情况")]
    progress = NoteIn(kind=NoteKind.ANSWER, says="供电公司已答应")
    await handling.note(session, Actor.of(steward), made.id, progress)
    assert (await lines(session, steward))["问题"] == [("同德1：没有电", "办结后申请销号")]
    await ask(session, steward, made)
    assert "问题" not in await lines(session, steward)


async def ask(session, account, made):
    asked = ClosureRequestIn(resolution="已送电", resolved_on=today())
    await handling.ask_closure(session, Actor.of(account), made.id, asked)


async def test_a_request_waits_on_those_of_the_office_who_may_judge_it_and_a_refusal_on_the_unit(session, zone):
    steward = await factories.account(session, unit_id=zone.id)
    office = await factories.account(session, Role.OFFICE)
    same_unit = await factories.account(session, Role.OFFICE, unit_id=zone.id)
    made = await problem(session, await project(session, zone, steward=steward))
    assert "问题待销号" not in await lines(session, office)
    await ask(session, steward, made)
    done = "开发区管委会已办结，核实后销号或退回"
    assert (await lines(session, office))["问题待销号"] == [("同德1：没有电", done)]
    assert "问题待销号" not in await kinds(session, same_unit)
    await closing.send_back(session, Actor.of(office), made.id, SendBackIn(reason="没有验收单"))
    assert (await lines(session, steward))["问题"] == [("同德1：没有电", "销号申请被退回：没有验收单")]
    assert "问题待销号" not in await kinds(session, office)


async def test_a_problem_without_a_unit_waits_on_who_reports_and_on_the_office(session):
    row = await factories.project(session, code="ZD-9", short_name="同德9")
    steward = await factories.account(session)
    await factories.add(session, Duty(project_id=row.id, kind=DutyKind.STEWARD, account_id=steward.id, since=EARLY))
    await problem(session, row)
    assert (await kinds(session, steward))["问题"] == 1
    assert (await kinds(session, await factories.account(session, Role.OFFICE)))["问题待交办"] == 1


async def test_an_overdue_problem_waits_on_the_sponsor_from_the_day_it_climbs_to_them_on(session, zone):
    leader = await factories.account(session, Role.LEADER)
    row = await project(session, zone, sponsor=leader)
    with clock.set_to(clock.now() - timedelta(days=30)):
        await problem(session, row)
    assert "问题超期上报" not in await kinds(session, leader)
    with clock.set_to(datetime.combine(in_force().first_from(today()), time(9), BEIJING)):
        await climbing.climb(session)
        word = "开发区管委会牵头，已上报通报"
        assert (await lines(session, leader))["问题超期上报"] == [("同德1：没有电", word)]
        later = DispatchIn(lead_unit="zone", due_on=today() + timedelta(days=9))
        made = (await problems_of(session, row))[0]
        await problems.dispatch(session, the_house("cli"), made.part.id, later)
        assert "问题超期上报" not in await kinds(session, leader), "it has a later date"


async def problems_of(session, row):
    return await queries.of_project(session, the_house("cli"), row.id)


async def test_weeks_that_nobody_reported_wait_on_officer_head_sponsor_and_office(session, zone):
    steward = await factories.account(session, unit_id=zone.id)
    head = await factories.account(session, Role.REVIEWER, unit_id=zone.id)
    leader = await factories.account(session, Role.LEADER)
    with clock.set_to(clock.now() - timedelta(days=24)):
        await project(session, zone, steward=steward, sponsor=leader)
    closed = Week.last_closed()
    assert (await lines(session, steward))["缺报"] == [("同德1", "连续缺3周")]
    whole = [(f"第{closed.number}周1个项目没有报", "同德1，其中1个连续两周以上")]
    assert (await lines(session, head))["本单位缺报"] == whole
    assert (await lines(session, leader))["包联项目缺报"] == [("同德1", "连续缺3周")]
    office = await factories.account(session, Role.OFFICE)
    assert (await lines(session, office))["缺报项目"] == whole
    new = await project(session, zone, "ZD-2", steward=steward)
    assert len((await lines(session, steward))["缺报"]) == 1, f"{new.code} owes nothing yet of weeks that have closed"


async def test_a_target_of_the_month_waits_on_the_head_until_it_is_reached(session, zone):
    head = await factories.account(session, Role.REVIEWER, unit_id=zone.id)
    office = await factories.account(session, Role.OFFICE)
    row = await project(session, zone)
    month = Period.month(today().year, today().month)
    assert "待定目标" not in await kinds(session, office), "a house without targets is not asked for them"
    roads = await factories.unit(session, code="roads", name="交通局")
    fields = {"measure": "started", "year": month.year, "set_at": clock.now()}
    await factories.add(session, Target(unit_id=roads.id, period=month.code, amount=1, **fields))
    assert (await lines(session, office))["待定目标"][0][0] == f"1个有项目的单位没有定{month.name}目标"
    await factories.add(session, Target(unit_id=zone.id, period=month.code, amount=1, **fields))
    assert "待定目标" not in await kinds(session, office)
    assert (await lines(session, head))["本月目标"] == [(f"{month.name}开工项目：目标1个，已有0个", "还差1个")]
    started = (await session.exec(select(StageEntry).where(StageEntry.project_id == row.id))).one()
    started.occurred_on = today()
    await session.flush()
    assert "本月目标" not in await kinds(session, head)


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
        await problem(session, row)

    await more(1)
    first = await statements()
    for number in (2, 3, 4):
        await more(number)
    assert await statements() == first <= 20


async def test_a_room_adds_its_lines_by_one_function(session, zone):
    async def problems(session, actor):
        return [waiting.Waiting("问题", "同德缺电", "/problems/1", until=today())]

    try:
        waiting.sources.append(problems)
        reader = await factories.account(session, Role.READER, scope={})
        assert await kinds(session, reader) == {"问题": 1}
    finally:
        waiting_sources.install()
