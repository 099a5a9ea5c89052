"""The packages as a key gets them: of its projects, from one read, in one piece."""

import pytest

from backend.accounts.models import Permission
from backend.projects.models import Project
from tests import factories, signing
from tests.exchange.test_lines_and_memory import MEGABYTE, peak_of
from tests.oc4ids.conftest import API, PREFIX, checked

ALL = f"{API}/oc4ids.json"


@pytest.fixture
async def plant(session, project):
    row = await factories.project(session, code="ZD-902", name="示范铝厂", kind="industrial")
    await factories.settle(session)
    return row


def codes(package):
    return [each["sanpi"]["code"] for each in package["projects"]]


async def test_plants_go_in_a_package_of_their_own_that_says_so(reader, plant):
    works, plants = (await reader.get(ALL)).json(), (await reader.get(f"{ALL}?package=industrial")).json()
    assert (codes(works), codes(plants)) == (["ZD-901"], ["ZD-902"])
    assert works["sanpi"] == {"package": "infrastructure", "withinDefinition": True}
    assert plants["sanpi"]["withinDefinition"] is False
    assert "不在 OC4IDS 对基础设施的定义之内" in plants["sanpi"]["note"]
    assert works["uri"].endswith("/api/v1/oc4ids.json")
    assert plants["uri"].endswith("/api/v1/oc4ids.json?package=industrial")
    assert works["version"] == "0.9"


async def test_the_checker_finds_nothing_with_a_prefix_and_exactly_its_lack_without(reader, plant, monkeypatch):
    unofficial = (await reader.get(ALL)).json()
    monkeypatch.setattr("backend.config.settings.oc4ids_prefix", PREFIX)
    registered = (await reader.get(ALL)).json()
    assert unofficial["projects"][0]["id"] == "unofficial-ZD-901"
    assert registered["projects"][0]["id"] == f"{PREFIX}-ZD-901"
    good, lacking = checked(registered, unofficial)
    assert good == {}
    assert [each["check_id"] for each in lacking.pop("conformance_checks")] == ["invalid-project-ids"]
    assert lacking == {}


async def test_one_project_is_a_package_of_one(reader, plant, registered):
    works, plants = [(await reader.get(f"{API}/oc4ids/{code}.json")).json() for code in ("ZD-901", "ZD-902")]
    assert (codes(works), codes(plants)) == (["ZD-901"], ["ZD-902"])
    assert plants["sanpi"]["withinDefinition"] is False
    assert checked(works, plants) == [{}, {}]
    assert works["projects"] == (await reader.get(ALL)).json()["projects"]


async def test_one_project_is_read_again_for_nothing_as_long_as_it_is_the_same(reader, project):
    answer = await reader.get(f"{API}/oc4ids/ZD-901.json")
    again = await reader.get(f"{API}/oc4ids/ZD-901.json", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_narrow_key_gets_what_it_may_see(session, client, plant):
    narrow = client(await signing.key(session, Permission.READ, scope={"unit": "zone"}))
    assert codes((await narrow.get(ALL)).json()) == ["ZD-901"]
    for path in (f"{ALL}?package=industrial", f"{API}/oc4ids/ZD-902.json"):
        answer = await narrow.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


async def test_there_is_no_empty_package(reader, project):
    answer = await reader.get(f"{ALL}?package=industrial")
    assert answer.status_code == 404
    assert "至少要有一个" in answer.json()["detail"]


@pytest.mark.parametrize("query", ["package=both", "package=", "kind=road", "package=industrial&package=industrial"])
async def test_a_question_that_cannot_be_is_refused(reader, project, query):
    assert (await reader.get(f"{ALL}?{query}")).status_code == 422


async def test_who_has_no_key_gets_nothing(client):
    for path in (ALL, f"{API}/oc4ids/ZD-901.json"):
        assert (await client().get(path)).status_code == 401


async def test_many_cost_the_statements_of_one(reader, multiply, project, statements):
    await reader.get(ALL)
    statements.clear()
    await reader.get(ALL)
    few = len(statements)
    await multiply(300)
    statements.clear()
    assert len((await reader.get(ALL)).json()["projects"]) == 301
    assert len(statements) == few <= 4, statements


async def test_3000_projects_are_sent_within_a_few_megabytes(reader, multiply, project):
    await reader.get(ALL)  # what is made once is made before
    await multiply(3_000)
    size, peak = await peak_of(reader, ALL)
    assert peak < 6 * MEGABYTE + 2 * size


async def test_the_package_is_as_new_as_its_newest_project(session, reader, project):
    before = (await reader.get(ALL)).json()["publishedDate"]
    row = await session.get(Project, project.id)
    row.name = "同德科创园"
    await factories.settle(session)
    package = (await reader.get(ALL)).json()
    assert package["publishedDate"] > before
    assert package["publishedDate"] == package["projects"][0]["updated"]
