"""What stands beside the projects: batches, programmes, lists, templates and units."""

import pytest

from backend.projects.models import AnnualEntry
from tests import factories
from tests.api.conftest import API
from tests.factories import settle

BATCH = {"year": 2026, "ordinal": 2, "level": "county", "held_on": "2026-04-18"}
PROGRAMME = {"code": "rail", "name": "四大铁路专用线", "planned_members": 4}


async def test_a_batch_tells_its_members_their_sums_and_what_became_of_them(session, lists, writer, stranger):
    made = await writer.post(f"{API}/batches", json=BATCH)
    assert (made.status_code, made.json()["number"], made.json()["outcomes"]) == (201, 1, [])
    for code, area, total in (("A", "zone", 100), ("B", "town", 250), ("C", "zone", None)):
        await factories.project(session, code=code, area=area, total_investment=total)
        await settle(session)
        await writer.post(f"{API}/projects/{code}/stages", json={"stage": "signed", "batch": "2026-2"})
    await writer.post(f"{API}/projects/A/stages", json={"stage": "started"})
    await writer.post(f"{API}/projects/C/termination", json={"ended_on": "2026-06-01", "reason": "企业撤资"})

    batch = (await writer.get(made.headers["location"])).json()
    (signed,) = batch["outcomes"]
    assert [each["code"] for each in signed.pop("members")] == ["A", "B", "C"]
    expected = {"stage": "signed", "total_investment_wan": "350.00", "known": 2, "onward": 1, "ended": 1}
    assert signed == expected
    (listed,) = (await writer.get(f"{API}/batches")).json()["items"]
    assert (listed["code"], listed["signed"], listed["started"]) == ("2026-2", 3, 0)
    (seen,) = (await stranger.get(f"{API}/batches")).json()["items"]
    assert seen["signed"] == 1
    assert [
        each["code"] for each in (await stranger.get(f"{API}/batches/2026-2")).json()["outcomes"][0]["members"]
    ] == ["B"]


@pytest.mark.parametrize("shared", [("batches", BATCH), ("programmes", PROGRAMME)])
async def test_what_is_shared_is_made_once_by_a_key_that_sees_everything(writer, reader, stranger, recorded, shared):
    path, body = shared
    before = await recorded()
    assert (await reader.post(f"{API}/{path}", json=body)).status_code == 403
    assert (await stranger.post(f"{API}/{path}", json=body)).status_code == 403
    assert await recorded() == before
    made = await writer.post(f"{API}/{path}", json=body)
    assert made.status_code == 201
    assert (await reader.get(made.headers["location"])).json() == made.json()
    before = await recorded()
    assert (await writer.post(f"{API}/{path}", json=body)).status_code == 409
    assert await recorded() == before


async def test_a_programme_is_changed_by_who_read_it_and_renamed_in_its_projects(
    session, lists, writer, reader, stranger
):
    await writer.post(f"{API}/programmes", json=PROGRAMME)
    await factories.project(session, code="A")
    await settle(session)
    await writer.patch(f"{API}/projects/A", json={"programme": "rail"}, headers={"if-match": "*"})
    read = await reader.get(f"{API}/programmes/rail")
    assert [each["code"] for each in read.json()["members"]] == ["A"]

    path, body, tag = f"{API}/programmes/rail", {"name": "铁路专用线"}, {"if-match": read.headers["etag"]}
    assert (await writer.patch(path, json=body)).status_code == 428
    assert (await reader.patch(path, json=body, headers=tag)).status_code == 403
    assert (await stranger.patch(path, json=body, headers=tag)).status_code == 403
    done = await writer.patch(path, json=body, headers=tag)
    assert (done.json()["name"], done.json()["planned_members"]) == ("铁路专用线", 4)
    assert (await writer.patch(path, json=body, headers=tag)).status_code == 412
    assert (await reader.get(f"{API}/projects/A")).json()["programme_name"] == "铁路专用线"
    assert (await reader.get(f"{API}/programmes")).json()["items"] == [(await reader.get(path)).json()]


async def test_lists_and_templates_can_be_read_and_read_again(session, lists, reader, stranger):
    for code, area in {"A": "zone", "B": "town"}.items():
        project = await factories.project(session, code=code, area=area)
        await factories.add(session, AnnualEntry(project_id=project.id, year=2026, list_code="key"))
    await factories.template(session, "industrial")
    await factories.unit(session, code="fgj")
    await settle(session)

    areas = (await reader.get(f"{API}/classifications?scheme=area")).json()["items"]
    assert [each["code"] for each in areas] == ["town", "zone"]
    lists_of_year = (await reader.get(f"{API}/annual-lists")).json()["items"]
    assert lists_of_year == [{"year": 2026, "list_code": "key", "label": "key类", "projects": 2}]
    assert (await stranger.get(f"{API}/annual-lists")).json()["items"][0]["projects"] == 1
    (template,) = (await reader.get(f"{API}/milestone-templates")).json()["items"]
    assert [each["key"] for each in template["nodes"]] == ["approval", "land", "start", "in_use"]
    for path in ("classifications", "annual-lists", "milestone-templates", "batches", "programmes", "units"):
        first = await reader.get(f"{API}/{path}")
        again = await reader.get(f"{API}/{path}", headers={"if-none-match": first.headers["etag"]})
        assert (first.status_code, again.status_code) == (200, 304)
