import pytest

from tests import factories
from tests.api.conftest import API
from tests.factories import settle

NEW = {"code": "ZD-7", "name": "同德科创项目", "short_name": "同德", "kind": "industrial"}


@pytest.fixture
async def tag(session, lists, reader):
    """The ETag of project ZD-1, which is in the zone."""
    await factories.project(session, code="ZD-1", area="zone", site="旧址")
    await settle(session)
    return (await reader.get(f"{API}/projects/ZD-1")).headers["etag"]


async def test_a_new_project_is_answered_as_it_is_stored(lists, writer, reader):
    body = NEW | {"total_investment_wan": "347900", "area": "zone", "aliases": ["老冯"]}
    made = await writer.post(f"{API}/projects", json=body)

    assert made.status_code == 201
    assert made.headers["location"] == f"{API}/projects/ZD-7"
    read = await reader.get(made.headers["location"])
    assert made.json() == {"project": read.json(), "warnings": []}
    assert read.json()["total_investment_wan"] == "347900.00"
    assert read.json()["stage"] is None
    assert made.headers["etag"] == read.headers["etag"]


async def test_a_code_is_used_once(lists, writer, recorded):
    await writer.post(f"{API}/projects", json=NEW)
    before = await recorded()
    again = await writer.post(f"{API}/projects", json=NEW)
    assert (again.status_code, again.json()["detail"]) == (409, "编号 ZD-7 已经有项目在用，请换一个")
    assert await recorded() == before


async def test_a_key_that_only_reads_makes_no_project(lists, reader, recorded):
    before = await recorded()
    refused = await reader.post(f"{API}/projects", json=NEW)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert await recorded() == before


async def test_a_key_of_one_area_makes_projects_there_and_nowhere_else(lists, stranger, recorded):
    before = await recorded()
    refused = await stranger.post(f"{API}/projects", json=NEW | {"area": "zone"})
    assert refused.status_code == 403
    assert "不在这把密钥的范围内" in refused.json()["detail"]
    assert await recorded() == before
    assert (await stranger.post(f"{API}/projects", json=NEW | {"area": "town"})).status_code == 201


async def test_a_change_touches_only_the_fields_that_were_given(tag, writer):
    changed = await writer.patch(f"{API}/projects/ZD-1", json={"site": "新址"}, headers={"if-match": tag})
    project = changed.json()["project"]
    assert (changed.status_code, project["site"], project["area"], project["version"]) == (200, "新址", "zone", 2)
    again = await writer.patch(
        f"{API}/projects/ZD-1", json={"area": None}, headers={"if-match": changed.headers["etag"]}
    )
    assert again.json()["project"]["area"] is None
    assert again.json()["project"]["site"] == "新址"


async def test_a_change_that_changes_nothing_makes_no_version(tag, writer, recorded):
    before = await recorded()
    same = await writer.patch(f"{API}/projects/ZD-1", json={}, headers={"if-match": tag})
    assert (same.status_code, same.headers["etag"]) == (200, tag)
    assert await recorded() == before


async def test_a_change_must_say_what_it_was_made_on(tag, writer, recorded):
    before = await recorded()
    missing = await writer.patch(f"{API}/projects/ZD-1", json={"site": "新址"})
    assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
    assert "If-Match" in missing.json()["detail"]
    assert await recorded() == before


async def test_who_is_too_late_gets_both_texts(tag, writer, recorded):
    first = await writer.patch(f"{API}/projects/ZD-1", json={"site": "甲址"}, headers={"if-match": tag})
    before = await recorded()
    late = await writer.patch(f"{API}/projects/ZD-1", json={"site": "乙址"}, headers={"if-match": tag})

    problem = late.json()
    assert (late.status_code, problem["code"]) == (412, "stale")
    assert problem["current"] == first.json()["project"]
    assert problem["given"] == {"site": "乙址"}
    assert await recorded() == before
    retried = await writer.patch(
        f"{API}/projects/ZD-1", json={"site": "乙址"}, headers={"if-match": problem["current_etag"]}
    )
    assert retried.json()["project"]["site"] == "乙址"


async def test_a_change_by_a_reading_key_or_from_outside_the_scope_is_refused(tag, reader, stranger, recorded):
    before = await recorded()
    headers = {"if-match": tag}
    assert (await reader.patch(f"{API}/projects/ZD-1", json={"site": "新"}, headers=headers)).status_code == 403
    assert (await stranger.patch(f"{API}/projects/ZD-1", json={"site": "新"}, headers=headers)).status_code == 404
    assert await recorded() == before


async def test_a_key_of_one_area_cannot_put_a_project_out_of_its_own_sight(session, lists, stranger, recorded):
    await factories.project(session, code="ZD-2", area="town")
    await settle(session)
    before = await recorded()
    moved = await stranger.patch(f"{API}/projects/ZD-2", json={"area": "zone"}, headers={"if-match": "*"})
    assert moved.status_code == 403
    assert await recorded() == before


@pytest.mark.parametrize(
    ("code", "warnings"),
    [
        ("2201-140981-89-01-123453", []),
        ("2201-140981-89-01-123459", ["国家项目代码的校验位应为3，现在是9，请核对后再用"]),
        ("2017-140981-26-03-012345", []),
    ],
)
async def test_a_doubtful_national_code_is_stored_and_the_expected_digit_is_named(lists, writer, code, warnings):
    made = await writer.post(f"{API}/projects", json=NEW | {"national_code": code})
    assert (made.status_code, made.json()["warnings"]) == (201, warnings)
    assert made.json()["project"]["national_code"] == code
