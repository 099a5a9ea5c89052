"""下周节点: what is forecast for a week and was not reached, counted again by SQL of another shape."""

from datetime import date, datetime

import pytest
from sqlalchemy import event, text

from backend import clock, db
from backend.accounts.models import Role
from backend.lifecycle.models import Suspension
from backend.milestones.models import Arrival, Forecast, Milestone, Phase
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories, signing
from tests.pages.reading import words

API = "/api/v1/due-milestones"
RECOUNT = text("""
    WITH told AS (
        SELECT milestone_id, forecast_on, row_number() OVER (PARTITION BY milestone_id ORDER BY made_at DESC, id DESC) AS place
        FROM forecasts
    )
    SELECT p.code, m.label FROM told t JOIN milestones m ON m.id = t.milestone_id JOIN projects p ON p.id = m.project_id
    LEFT JOIN arrivals a ON a.milestone_id = m.id AND a.withdrawal_id IS NULL
    LEFT JOIN suspensions s ON s.project_id = p.id AND s.resumption_id IS NULL
    WHERE t.place = 1 AND a.id IS NULL AND s.id IS NULL AND t.forecast_on >= '2026-11-30' AND t.forecast_on < '2026-12-07'
    ORDER BY t.forecast_on, p.code
""")


@pytest.fixture(autouse=True)
def _wednesday():
    with clock.set_to(datetime.fromisoformat("2026-11-25T10:00:00+08:00")):
        yield


@pytest.fixture
async def zone(session):
    return await factories.unit(session, code="zone", name="开发区管委会")


@pytest.fixture
async def nodes(session, zone):
    """A node a project: due, moved away, moved here, reached, standing still, and due in another week."""
    template = await factories.template(session)
    owner = await factories.account(session, person="高峰", name="gaofeng")

    async def node(code, *days, reached=None, still=False):
        row = await factories.project(session, code=code, short_name=f"{code}项目")
        for held in (
            {"kind": DutyKind.RESPONSIBLE, "unit_id": zone.id},
            {"kind": DutyKind.OWNER, "account_id": owner.id},
        ):
            await factories.add(session, Duty(project_id=row.id, since=date(2026, 1, 4), **held))
        fields = {"position": 0, "key": "land", "label": f"{code}用地手续", "phase": Phase.PERMITS}
        made = await factories.add(session, Milestone(project_id=row.id, template_id=template.id, **fields))
        of = {"project_id": row.id, "milestone_id": made.id}
        for number, day in enumerate(days):
            moment = datetime(2026, 11, 1 + number, 9, tzinfo=clock.BEIJING)
            await factories.add(session, Forecast(forecast_on=date.fromisoformat(day), made_at=moment, **of))
        if reached:
            await factories.add(session, Arrival(reached_on=date.fromisoformat(reached), evidence="批复", **of))
        if still:
            await factories.add(session, Suspension(project_id=row.id, since=date(2026, 11, 1), cause="funds"))
        return row

    await node("T-1", "2026-12-02")
    await node("T-2", "2026-12-02", "2026-12-09")
    await node("T-3", "2026-11-20", "2026-11-30")
    await node("T-4", "2026-12-02", reached="2026-11-24")
    await node("T-5", "2026-12-02", still=True)
    await node("T-6", "2026-12-07")
    await factories.settle(session)
    return node


async def test_next_weeks_nodes_are_those_that_sql_counts_with_who_answers(session, client, nodes):
    program = client(await signing.key(session))
    found = (await program.get(API)).json()["items"]
    counted = [tuple(row) for row in await db.ask(session, RECOUNT)]
    assert (
        [(each["project"], each["label"]) for each in found]
        == counted
        == [
            ("T-3", "T-3用地手续"),
            ("T-1", "T-1用地手续"),
        ]
    )
    assert [(each["units"], each["owners"]) for each in found] == [(["开发区管委会"], ["高峰"])] * 2
    other = (await program.get(f"{API}?week=2026-W50")).json()["items"]
    assert [each["project"] for each in other] == ["T-6", "T-2"]


async def test_the_page_shows_them_to_whom_may_see_the_project(session, client, nodes):
    office = client(await factories.account(session, Role.OFFICE))
    stranger = client(await factories.account(session))
    shown = words(await office.get("/due-milestones"))
    assert "T-1用地手续" in shown
    assert "T-2用地手续" not in shown
    assert "这一周没有预计到达的节点" in words(await stranger.get("/due-milestones"))
    wrong = await office.get("/due-milestones?week=next")
    assert (wrong.status_code, "周要写成" in wrong.text) == (422, True)


async def test_it_takes_as_many_statements_for_many_nodes_as_for_two(session, client, nodes, engine):
    program = client(await signing.key(session))
    asked = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    await program.get(API)
    two = len(asked)
    for number in range(20, 26):
        await nodes(f"T-{number}", "2026-12-01")
    await factories.settle(session)
    asked.clear()
    assert len((await program.get(API)).json()["items"]) == 8
    assert len(asked) <= two
