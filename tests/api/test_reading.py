import json
from datetime import date

from sqlmodel import col, select

from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from backend.timeline.models import ProjectVersion
from tests import factories
from tests.api.conftest import API
from tests.factories import settle


async def test_list_single_read_version_and_feed_send_the_stored_bytes(session, reader):
    await factories.project(session, code="ZD-1", name="同德科创项目", remark="一/二 “三” \u2028")
    await settle(session)
    stored = (await session.exec(select(ProjectVersion.document).where(col(ProjectVersion.code) == "ZD-1"))).one()

    assert (await reader.get(f"{API}/projects/ZD-1")).text == stored
    assert (await reader.get(f"{API}/projects/ZD-1/versions/1")).text == stored
    assert (await reader.get(f"{API}/projects?q=ZD-1")).text == f'{{"items":[{stored}],"next":null}}'
    assert f'"state":{stored}}}],"next":"' in (await reader.get(f"{API}/changes")).text


async def test_reading_again_costs_304_without_a_body(session, reader):
    await factories.project(session, code="ZD-1")
    await settle(session)
    for path in ("projects/ZD-1", "projects", "projects/ZD-1/milestones", "projects/ZD-1/history", "changes", "units"):
        first = await reader.get(f"{API}/{path}")
        assert first.headers["etag"].startswith('"')
        again = await reader.get(f"{API}/{path}", headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


async def test_packed_and_plain_text_have_their_own_tags_and_either_is_known_again(session, reader):
    await factories.project(session, code="ZD-1")
    await settle(session)
    packed = await reader.get(f"{API}/projects/ZD-1", headers={"accept-encoding": "gzip"})
    plain = await reader.get(f"{API}/projects/ZD-1", headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.text == plain.text
    for tag in (packed.headers["etag"], plain.headers["etag"], f"W/{plain.headers['etag']}", "*"):
        again = await reader.get(f"{API}/projects/ZD-1", headers={"if-none-match": tag})
        assert again.status_code == 304


async def test_two_keys_of_equal_rights_get_the_same_tag(session, reader, writer):
    await factories.project(session, code="ZD-1")
    await settle(session)
    for path in ("projects/ZD-1", "projects"):
        one, other = await reader.get(f"{API}/{path}"), await writer.get(f"{API}/{path}")
        assert one.headers["etag"] == other.headers["etag"]


async def test_the_parts_of_a_project_are_those_of_its_document(session, reader):
    project = await factories.project(session, code="ZD-1")
    unit = await factories.unit(session)
    since = date(2026, 1, 1)
    await factories.add(session, Duty(project_id=project.id, kind=DutyKind.LEAD, unit_id=unit.id, since=since))
    await settle(session)
    document = (await reader.get(f"{API}/projects/ZD-1")).json()

    duties = (await reader.get(f"{API}/projects/ZD-1/duties")).json()
    assert duties == {"items": document["duties"], "next": None}
    assert len(duties["items"]) == 1
    for path in ("stages", "suspensions", "milestones", "developers", "annual-lists", "years"):
        assert (await reader.get(f"{API}/projects/ZD-1/{path}")).json() == {"items": [], "next": None}


async def test_the_history_of_a_project_comes_newest_first_page_by_page(session, reader):
    project = await factories.project(session, code="ZD-1")
    await settle(session)
    for number in (2, 3):
        project.remark = f"第{number}版"
        await settle(session)

    first = (await reader.get(f"{API}/projects/ZD-1/history?limit=2")).json()
    rest = (await reader.get(f"{API}/projects/ZD-1/history?limit=2&cursor={first['next']}")).json()
    assert [each["version"] for each in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["next"] is None
    assert first["items"][0]["changed"] == ["remark"]
    assert json.loads((await reader.get(f"{API}/projects/ZD-1/versions/2")).text)["remark"] == "第2版"
    assert (await reader.get(f"{API}/projects/ZD-1/versions/4")).status_code == 404


async def test_a_project_outside_the_scope_is_not_there(session, stranger, reader):
    await factories.project(session, code="ZD-1", area="zone")
    await factories.project(session, code="ZD-2", area="town")
    await settle(session)

    for path in ("", "/milestones", "/history", "/versions/1"):
        assert (await stranger.get(f"{API}/projects/ZD-1{path}")).status_code == 404
    assert [each["code"] for each in (await stranger.get(f"{API}/projects")).json()["items"]] == ["ZD-2"]
    assert len((await reader.get(f"{API}/projects")).json()["items"]) == 2
