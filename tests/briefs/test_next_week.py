"""七、下周节点: what is forecast for the week after the brief's, with who answers; the same as the page of that name."""

from datetime import date, datetime

import pytest

from backend.accounts.actor import the_house
from backend.briefs.figures.due import due
from backend.briefs.following.registry import follow
from backend.briefs.sentences.due import overview, rest, rows
from backend.briefs.sentences.marks import plain
from backend.briefs.snapshot import take
from backend.clock import BEIJING
from backend.lifecycle.models import Suspension
from backend.milestones import due as of_the_page
from backend.milestones.models import Arrival, Forecast, Milestone, Phase
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories
from tests.briefs.builders import WEEK, milestone, snapshot, started, suspended, terminated

HOUSE = the_house("cli")


def node(key, day=None, reached=None):
    return milestone(key, reached, forecast_on=date.fromisoformat(day) if day else None)


def said(*documents):
    told = due(snapshot(*documents))
    return [plain(words) for words in (*overview(told, 2026), *rest(told))]


def test_without_any_it_says_so_and_that_days_are_missing():
    assert said() == ["下周（11月23日至29日）没有预计到达的节点。"]
    told = said(
        started("A", milestones=[node("开通"), node("运行", "2026-12-01"), node("验收", "2026-11-24", "2026-11-19")])
    )
    assert told == ["下周（11月23日至29日）没有预计到达的节点。另有1个节点的预计日期待填报，没有算在内。"]


def test_they_stand_by_day_from_monday_to_sunday():
    a = started("A", milestones=[node("验收", "2026-11-29"), node("装机", "2026-11-23"), node("以前", "2026-11-22")])
    b = started("B", milestones=[node("封顶", "2026-11-23"), node("以后", "2026-11-30")])
    still = suspended("C").model_copy(update={"milestones": [node("封顶", "2026-11-24")]})
    of = snapshot(a, b, still, terminated("D", milestones=[node("封顶", "2026-11-24")]))
    told = due(of)
    assert said(*of.now) == ["下周（11月23日至29日）预计到达节点3个。"]
    assert [tuple(map(plain, cells)) for cells in rows(told)] == [
        ("11月23日", "A厂", "装机", "待填报", "待填报"),
        ("11月23日", "B厂", "封顶", "待填报", "待填报"),
        ("11月29日", "A厂", "验收", "待填报", "待填报"),
    ]
    assert len(follow(of, "upcoming").rows) == 3


def test_beyond_forty_the_rest_is_counted_and_followed():
    many = snapshot(*(started(f"P{n:02}", milestones=[node("封顶", "2026-11-24"), node("开通")]) for n in range(43)))
    told = due(many)
    assert len(rows(told)) == 40
    assert plain(rest(told)[0]) == "其余3个节点见“下周节点”页。"
    counted = {"upcoming": 43, "upcoming.rest": 3, "upcoming.undated": 43}
    assert {key: len(follow(many, key).rows) for key in counted} == counted
    assert follow(many, "upcoming.nonsense") is None


@pytest.fixture
async def nodes(session, at):
    """Nodes due on the first and the last day, moved here, moved away, reached, of a project that stands still, and two
    on one day whose order is that of the plan."""
    async with at("2026-11-18 10:00"):
        template = await factories.template(session)
        zone = await factories.unit(session, code="zone", name="开发区管委会")
        people = [
            await factories.account(session, person=name, name=key) for key, name in (("g", "高峰"), ("w", "王雨"))
        ]
        for number, days in enumerate(
            (
                ("2026-11-23", "2026-11-29"),
                ("2026-11-20>2026-11-25",),
                ("2026-11-25>2026-12-02",),
                ("2026-11-25!",),
                ("2026-11-25~",),
                ("2026-11-25", "2026-11-25"),
            )
        ):
            row = await factories.project(session, code=f"T-{number}", short_name=f"{number}号项目")
            held = [{"kind": DutyKind.RESPONSIBLE, "unit_id": zone.id}]
            held += [{"kind": DutyKind.OWNER, "account_id": each.id} for each in people[: number % 3]]
            for place, duty in enumerate(held):
                await factories.add(session, Duty(project_id=row.id, since=date(2026, 1, 9 - place), **duty))
            for position, told in enumerate(days):
                await _forecast(session, row, template, position, told)
            if "~" in days[0]:
                await factories.add(session, Suspension(project_id=row.id, since=date(2026, 11, 1), cause="funds"))


async def _forecast(session, project, template, position, told):
    fields = {"position": position, "key": f"k{position}", "label": f"节点{position}", "phase": Phase.WORKS}
    made = await factories.add(session, Milestone(project_id=project.id, template_id=template.id, **fields))
    of = {"project_id": project.id, "milestone_id": made.id}
    for number, day in enumerate(told.strip("!~").split(">")):
        moment = datetime(2026, 11, 1 + number, 9, tzinfo=BEIJING)
        await factories.add(session, Forecast(forecast_on=date.fromisoformat(day), made_at=moment, **of))
    if "!" in told:
        await factories.add(session, Arrival(reached_on=date(2026, 11, 17), evidence="批复", **of))


async def test_the_brief_tells_of_the_same_nodes_as_the_page_does(session, at, nodes):
    async with at("2026-11-20 18:00"):
        page = await of_the_page.due(session, HOUSE, WEEK.next)
        told = due(await take(session, HOUSE, WEEK))
    of_the_brief = [
        (n.code, n.name, n.milestone, n.expected_on, n.waits_on.units, n.waits_on.owners) for n in told.nodes
    ]
    assert of_the_brief == [(n.code, n.project_name, n.label, n.forecast_on, n.units, n.people) for n in page]
    assert [(code, node) for code, _, node, *_ in of_the_brief] == [
        ("T-0", "节点0"),
        ("T-1", "节点0"),
        ("T-5", "节点0"),
        ("T-5", "节点1"),
        ("T-0", "节点1"),
    ]
    assert of_the_brief[-2][5] == ["王雨", "高峰"]
