"""The page and the API: what each person sees of the findings, page after page, and where the links lead."""

from datetime import date, datetime

import pytest
from fastapi.routing import iter_route_contexts

from backend import clock
from backend.accounts.models import Permission, Role
from backend.app import create_app
from backend.findings.rules import TOLD, Rule
from backend.lifecycle.models import StageEntry
from backend.projects.models import Classification, Duty
from backend.projects.vocabulary import DutyKind, Scheme, Stage
from tests import factories, signing
from tests.pages.reading import words

API = "/api/v1/findings"
FILM, OTHER = "同德科创全生物降解塑料生产项目", "同德化工科创材料全生物降解塑料项目"


@pytest.fixture(autouse=True)
def _midweek():
    with clock.set_to(datetime.fromisoformat("2026-11-25T10:32:00+08:00")):
        yield


@pytest.fixture
async def zone(session):
    """ZD-901 is the zone's, a year silent; ZD-902 is nobody's and of a like name."""
    unit = await factories.unit(session, code="zone", name="开发区管委会")
    ours = await factories.project(session, code="ZD-901", name=FILM, short_name="同德")
    await factories.project(session, code="ZD-902", name=OTHER, short_name="降解塑料")
    long_ago = datetime.fromisoformat("2026-01-05T10:00:00+08:00")
    await factories.add(session, StageEntry(project_id=ours.id, stage=Stage.STARTED, recorded_at=long_ago))
    duty = Duty(project_id=ours.id, kind=DutyKind.RESPONSIBLE, unit_id=unit.id, since=date(2026, 1, 4))
    await factories.add(session, duty)
    await factories.settle(session)
    return unit


@pytest.fixture
async def reader(session, client):
    return client(await signing.key(session, Permission.READ))


async def items(program, query=""):
    return (await program.get(f"{API}?{query}")).json()["items"]


async def test_the_office_reads_all_by_unit_with_links_to_mend(session, client, zone):
    office = client(await factories.account(session, Role.OFFICE))
    answer = await office.get("/findings")
    told = words(answer)
    assert answer.text.index('id="u-zone"') < answer.text.index('id="u-none"')
    assert "同德开工没有依据" in told
    assert 'href="/projects/ZD-901/update">填写本周</a>' in answer.text
    assert f"“{FILM}”和ZD-902“{OTHER}”很像" in told
    only = words(await office.get("/findings?rule=silent&unit=zone"))
    assert "符合条件1条" in only
    assert "很像" not in only


async def test_a_reviewer_sees_their_own_units_and_is_not_told_of_a_project_out_of_sight(session, client, zone):
    reviewer = client(await factories.account(session, Role.REVIEWER, unit_id=zone.id))
    answer = await reviewer.get("/findings")
    told = words(answer)
    assert "同德" in told
    assert "ZD-902" not in answer.text
    assert "填写本周" in told
    assert "改台账" not in told


async def test_a_reader_without_a_scope_and_a_stranger_see_nothing(session, client, zone):
    for role in (Role.READER, Role.STEWARD):
        assert "没有查出问题" in words(await client(await factories.account(session, role)).get("/findings"))
    assert (await client().get("/findings")).status_code == 303


async def test_the_api_gives_pages_that_lose_nothing_and_repeat_nothing(zone, reader):
    whole, found, cursor = await items(reader), [], ""
    while cursor is not None:
        page = (await reader.get(f"{API}?limit=3{cursor and f'&cursor={cursor}'}")).json()
        found, cursor = found + page["items"], page["next"]
    assert found == whole
    assert len(whole) > 6
    assert (await reader.get(f"{API}?rule=silent&cursor=abc")).status_code == 400


async def test_the_api_filters_by_rule_unit_and_project_and_keeps_to_the_scope(session, client, zone, reader):
    (silent,) = await items(reader, "rule=silent")
    assert silent["mend"] == "/projects/ZD-901/update"
    assert (silent["project"], silent["unit"], silent["since"]) == ("ZD-901", "zone", "2026-01-09")
    assert {each["project"] for each in await items(reader, "unit=none")} == {"ZD-902"}
    assert {each["project"] for each in await items(reader, "project=ZD-901")} == {"ZD-901"}
    assert (await reader.get(f"{API}?rule=nothing")).status_code == 422
    narrow = client(await signing.key(session, Permission.READ, scope={"unit": "zone"}))
    seen = await items(narrow)
    assert {each["project"] for each in seen} == {"ZD-901"}
    assert "similar_name" not in {each["rule"] for each in seen}


async def test_the_page_of_a_project_leads_to_its_own_findings(session, client, zone):
    office = client(await factories.account(session, Role.OFFICE))
    assert 'href="/findings?project=ZD-902"' in (await office.get("/projects/ZD-902")).text
    told = words(await office.get("/findings?project=ZD-902"))
    assert "降解塑料的体检" in told
    assert "同德开工没有依据" not in told


async def test_the_rules_say_what_they_ask_and_that_a_second_start_is_refused_anyway(session, client, zone, reader):
    rules = (await reader.get(f"{API}/rules")).json()["items"]
    assert rules[0]["rule"] is None
    assert "数据库" in rules[0]["says"]
    assert [each["rule"] for each in rules[1:]] == [rule.value for rule in Rule]
    told = words(await client(await factories.account(session, Role.LEADER)).get("/findings/rules"))
    assert all(told_of.asks in told for told_of in TOLD.values())


def test_every_link_to_mend_leads_to_a_page_of_the_site():
    pages = {route.path for route in iter_route_contexts(create_app().routes)}
    for told in TOLD.values():
        path = told.path.replace("{item}", "{milestone_id}" if "milestones" in told.path else "{item}")
        assert path in pages


async def test_a_like_name_is_asked_about_when_a_project_is_made_or_renamed(session, client, zone):
    await factories.add(session, Classification(scheme=Scheme.KIND, code="public_works", label="市政民生"))
    writer = client(await signing.key(session, Permission.WRITE))
    given = {"code": "ZD-903", "name": "同德科创", "short_name": "科创", "kind": "public_works"}
    made = await writer.post("/api/v1/projects", json=given)
    assert made.status_code == 201
    asked = [f"名称和ZD-901“{FILM}”很像，请核对是不是同一个项目"]
    assert [each for each in made.json()["warnings"] if "ZD-901" in each] == asked
    renamed = {"name": "铝型材精深加工项目"}
    changed = await writer.patch("/api/v1/projects/ZD-903", json=renamed, headers={"if-match": "*"})
    assert changed.json()["warnings"] == []
