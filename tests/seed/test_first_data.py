"""What an installation begins with: what was said in public of each named project, and nothing more."""

from collections import Counter
from typing import Any

from sqlalchemy import text
from sqlmodel import select

import seed as seeds
from backend import db
from backend.accounts.actor import the_house
from backend.accounts.models import Unit
from backend.projects import ledger
from backend.projects import service as projects
from backend.projects.models import Programme
from backend.projects.schemas import AliasIn, ProjectPatch
from backend.projects.summary import Summary
from backend.timeline.document import ProjectDocument
from seed.reading import table
from tests.seed.conftest import nobody_watches

CURRENT = text("SELECT v.document FROM summaries s JOIN project_versions v USING (seq) ORDER BY s.code")
COUNTS = text("SELECT (SELECT count(*) FROM changes), (SELECT count(*) FROM project_versions)")
SIGNED = {"ZD-003", "ZD-004", "ZD-005"}
IN_SIGHT = {*(f"ZD-{number:03}" for number in (12, 14, 15, 16, 17, 18, 19, 20, 26, 27, 31, 32))}


async def documents() -> dict[str, ProjectDocument]:
    async with db.begin() as session:
        texts = (await db.sql(session, CURRENT)).scalars()
        return {document.code: document for document in map(ProjectDocument.model_validate_json, texts)}


async def counts() -> Any:
    async with db.begin() as session:
        return (await db.sql(session, COUNTS)).one()


async def test_every_named_project_is_there_in_its_stage(house):
    found = await documents()
    assert list(found) == [f"ZD-{number:03}" for number in range(1, 35)]
    stages = {code: document.stage for code, document in found.items()}
    assert {code for code, stage in stages.items() if stage == "signed"} == SIGNED
    assert {code for code, stage in stages.items() if stage is None} == IN_SIGHT
    assert Counter(stages.values())["started"] == 19


async def test_four_spurs_five_areas_and_the_first_roads_are_programmes_with_a_goal(house):
    members = Counter(document.programme for document in (await documents()).values() if document.programme)
    assert members == {"four_spurs": 4, "five_areas": 5, "six_by_six": 2}
    async with db.begin() as session:
        spurs = (await session.exec(select(Programme).where(Programme.code == "four_spurs"))).one()
    assert (spurs.name, spurs.goal) == ("四大铁路专用线", "四线互联互通，打造铁路物流港")


async def test_what_was_not_said_stays_unknown(house):
    for document in (await documents()).values():
        assert document.total_investment_wan is None
        assert document.years == []
        assert document.developers == []
        assert all(each.baseline_on is each.forecast_on is each.reached_on is None for each in document.milestones)
        assert all(each.occurred_on is each.batch is each.evidence is None for each in document.stages)


async def test_a_project_that_started_unseen_says_why_it_was_never_signed(house):
    found = await documents()
    assert {each.skip_reason for each in found["ZD-001"].stages} == {"来源未载"}
    assert {each.skip_reason for each in found["ZD-003"].stages} == {None}


async def test_every_project_has_the_milestones_of_its_kind_and_a_unit_in_the_lead(house):
    templates = table("templates")
    for document in (await documents()).values():
        wanted = next(each["nodes"] for each in templates.values() if document.kind in each["kinds"])
        assert [each.key for each in document.milestones] == [node["key"] for node in wanted]
        assert [(duty.kind, duty.until) for duty in document.duties] == [("lead", None)]


async def test_units_are_suggested_and_wait_to_be_confirmed(house):
    async with db.begin() as session:
        units = (await session.exec(select(Unit))).all()
    assert len(units) == 10
    assert all(unit.confirmed_on is None for unit in units)


async def test_projects_are_found_by_their_other_names(house):
    found = await documents()
    assert set(found["ZD-001"].aliases) == {"同德科创", "同德化工"}
    async with db.begin() as session:
        query = select(Summary.code).where(Summary.search.contains("tongdehuagong"))
        assert (await session.exec(query)).all() == ["ZD-001"]


async def test_a_second_seed_changes_nothing(house):
    before = await counts()
    assert await seeds.plant(nobody_watches) == 0
    assert await counts() == before


async def test_a_seed_never_overwrites_what_people_have_written(committed):
    await seeds.plant(nobody_watches)
    actor = the_house("cli")
    async with db.begin("cli") as session:
        await projects.change(session, actor, "ZD-010", ProjectPatch(name="忻原大道工程", remark="项目办已核"))
        await ledger.add_alias(session, actor, "ZD-010", AliasIn(value="大道"))
        (await session.exec(select(Unit).where(Unit.code == "zone"))).one().name = "经开区管委会"
    before = await counts()
    await seeds.plant(nobody_watches)
    assert await counts() == before
    road = (await documents())["ZD-010"]
    assert (road.name, road.remark, road.aliases) == ("忻原大道工程", "项目办已核", ["大道"])
