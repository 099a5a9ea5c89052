"""A brief of a unit, an area, a programme or a sponsor tells of its projects, and of no others."""

from decimal import Decimal

import pytest

from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import scoping, service
from backend.briefs.data import BriefData, Scope
from backend.briefs.data.scope import ScopeKind
from backend.briefs.figures.composing import compose
from backend.briefs.sheet import lay_out
from backend.config import Settings
from backend.errors import Invalid
from backend.projects import duties
from backend.projects.schemas import DutyIn
from backend.weeks import Week
from tests import factories
from tests.briefs import life
from tests.briefs.builders import money, report, snapshot, started

HOUSE = the_house("cli")
ZONE = Scope(kind=ScopeKind.AREA, code="zone", name="经济开发区")
W47 = Week.parse("2026-W47")


def of_scope(whole, scope=ZONE):
    inside = [frozenset(d.code for d in documents if d.area == scope.code) for documents in (whole.now, whole.then)]
    return compose(whole.within(scope, *inside), Settings(brief_blocks="A,B"))


def test_the_figures_of_a_scope_are_of_its_projects_and_the_rest_makes_up_the_whole():
    whole = snapshot(
        started("A", area="zone", years=money(1000, 400), total_investment_wan=Decimal(5000)),
        started("B", years=money(3000, 900), total_investment_wan=Decimal(7000)),
        reports=[report("A", 30), report("B", 50)],
    )
    everything, zone = compose(whole, Settings(brief_blocks="A,B")), of_scope(whole)
    assert (zone.overall.whole.count, everything.overall.whole.count) == (1, 2)
    assert (zone.overall.whole.total.amount, zone.changes.money.amount.amount) == (5000, 30)
    assert everything.overall.whole.total.amount - zone.overall.whole.total.amount == 7000
    assert [block.name for block in zone.blocks] == ["A污水处理厂项目"]
    assert [each.code for each in zone.listed] == ["A"]
    assert zone.notes.reporting.owed == 1
    assert lay_out(zone, "").overall[0].startswith("截至11月20日18时，经济开发区纳入调度的重大项目1个，")


def test_a_project_that_changes_its_area_moves_in_and_out_and_is_neither_new_nor_gone():
    moved = (started("A"), started("B", area="zone"))
    told = of_scope(snapshot(started("A", area="zone"), started("B"), then=moved))
    assert [(each.code, each.moved) for each in told.changes.arrivals] == [("A", True)]
    assert (told.changes.left, told.changes.moved_out) == ([], ["B污水处理厂项目"])
    text = "".join(item.lead + item.rest for item in lay_out(told, "").changes)
    assert "划入1个。A污水处理厂项目。" in text
    assert "划出1个。B污水处理厂项目。" in text
    assert "新纳入" not in text


def test_a_scope_in_which_nothing_stands_says_so():
    told = of_scope(snapshot(started("A")))
    assert lay_out(told, "").overall == ["截至11月20日18时，经济开发区没有纳入调度的重大项目。"]


@pytest.fixture
async def two(session, at):
    """One project of a unit and a sponsor, and one of nobody."""
    async with at("2026-11-12 10:00"):
        unit = await factories.unit(session, code="energy", name="市能源局")
        sponsor = await factories.account(session, Role.LEADER, name="boss", person="陈立新")
        for code in ("T-1", "T-2"):
            await factories.project(session, code=code)
        await duties.assign(session, HOUSE, "T-1", DutyIn(kind="responsible", unit=unit.code))
        await duties.assign(session, HOUSE, "T-1", DutyIn(kind="sponsor", account=sponsor.name))


@pytest.mark.parametrize(("key", "name"), [("unit:energy", "市能源局"), ("sponsor:boss", "陈立新")])
async def test_units_and_sponsors_have_briefs_of_what_they_answer_for(session, at, two, key, name):
    async with at("2026-11-27 20:00"):
        brief = await service.make(session, HOUSE, W47, key)
        whole = await service.make(session, HOUSE, W47)
    data = BriefData.model_validate(brief.data)
    assert (brief.scope, data.scope.name, [each.code for each in data.listed]) == (key, name, ["T-1"])
    assert whole.id != brief.id
    assert len(BriefData.model_validate(whole.data).listed) == 2


@pytest.mark.parametrize("key", ["unit:nobody", "county:1", "unit", "sponsor:office"])
async def test_a_scope_that_is_not_there_is_refused_in_words(session, writer, two, key):
    with pytest.raises(Invalid):
        await scoping.find(session, key)
    answer = await writer.post("/api/v1/briefs", json={"week": "2026-W47", "scope": key})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/scope"


async def test_the_briefs_of_a_unit_have_numbers_of_their_own(session, at, client, everybody, two):
    async with at("2026-11-27 20:00"):
        whole, _ = await service.make_and_print(session, HOUSE, W47)
        of_unit, _ = await service.make_and_print(session, HOUSE, W47, "unit:energy")
    await session.commit()
    for brief in (whole, of_unit):
        await life.issued(session, brief, everybody)
    reader = client(everybody[Role.READER])
    page = await reader.get("/briefs/unit.energy-2026-1")
    assert page.status_code == 200
    assert "市能源局重大项目建设情况（第47周）" in page.text
    assert "市能源局" not in (await reader.get("/briefs/2026-1")).text


async def test_the_office_chooses_the_scope_on_the_page(session, client, everybody, two):
    office = client(everybody[Role.OFFICE])
    assert '<option value="unit:energy">市能源局' in (await office.get("/briefs")).text
    made = await office.post("/briefs", data={"week": Week.last_closed().label, "scope": "unit:energy"})
    assert made.status_code == 303
    refused = await office.post("/briefs", data={"week": Week.last_closed().label, "scope": "unit:nobody"})
    assert refused.status_code == 422
    assert "没有单位“nobody”" in refused.text


async def test_briefs_of_before_there_were_scopes_are_listed_as_those_of_all(session, at, client, everybody):
    async with at("2026-11-27 20:00"):
        brief = await service.make(session, HOUSE, W47)
    brief.data = {name: value for name, value in brief.data.items() if name not in {"scope", "kind"}}
    await session.flush()
    office = client(everybody[Role.OFFICE])
    assert "第47周" in (await office.get("/briefs")).text
    assert "没有可以反映的情况" in (await office.get(f"/briefs/{brief.id}")).text
