"""Who makes briefs, who reads which, by pages and by the API."""

from urllib.parse import unquote
from uuid import uuid4

import pytest
from sqlmodel import select

from backend.accounts.actor import the_house
from backend.accounts.models import Permission, Role
from backend.briefs import jobs, service, storing
from backend.briefs.models import Brief, BriefState
from backend.weeks import Week
from tests import factories, signing
from tests.briefs import life

HOUSE = the_house("cli")
API = "/api/v1/briefs"
SEES_ALL = {Role.ADMINISTRATOR, Role.OFFICE, Role.LEADER}
MAKES = {Role.ADMINISTRATOR, Role.OFFICE}


@pytest.fixture
async def ready(session):
    """A finished brief of a closed week."""
    brief, _ = await service.make_and_print(session, HOUSE, Week.last_closed())
    await session.commit()
    return brief


@pytest.fixture
async def draft(session):
    brief = await service._snapshot(session, HOUSE, Week.current())
    brief.draft = True
    await session.commit()
    return brief


async def test_every_role_reads_an_issued_brief_and_a_stranger_signs_in_first(client, session, everybody, ready):
    await life.issued(session, ready, everybody)
    for role, person in everybody.items():
        page = await client(person).get(f"/briefs/{ready.id}")
        pdf = await client(person).get(f"/briefs/{ready.id}.pdf")
        assert (page.status_code, pdf.status_code) == (200, 200), role
        assert pdf.content.startswith(b"%PDF-")
    assert (await client().get(f"/briefs/{ready.id}")).status_code == 303
    assert (await client().get(f"/briefs/{ready.id}.pdf")).status_code == 303


async def test_drafts_are_for_those_who_see_every_project(client, everybody, draft):
    for role, person in everybody.items():
        found = await client(person).get(f"/briefs/{draft.id}")
        listed = await client(person).get("/briefs")
        assert found.status_code == (200 if role in SEES_ALL else 404), role
        assert (str(draft.id) in listed.text) == (role in SEES_ALL), role


async def test_only_the_office_makes_briefs_and_only_it_is_shown_the_button(client, session, everybody):
    for role, person in everybody.items():
        listed = await client(person).get("/briefs")
        made = await client(person).post("/briefs", data={"week": Week.last_closed().label})
        assert made.status_code == (303 if role in MAKES else 403), role
        assert (f"生成第{Week.last_closed().number}周周报" in listed.text) == (role in MAKES), role
    assert len((await session.exec(select(Brief))).all()) == 1  # asked for twice while it waits


async def test_a_wrong_week_is_said_on_the_page(client, office):
    page = await client(office).post("/briefs", data={"week": "2026-48"})
    assert page.status_code == 422
    assert "周要写成 2026-W48 这样" in page.text
    assert (await client(office).post("/briefs", data={"week": Week.current().next.label})).status_code == 422


async def test_while_it_waits_the_text_can_be_read_and_the_page_refreshes_itself(client, office):
    made = await client(office).post("/briefs", data={"week": Week.last_closed().label})
    waits = await client(office).get(made.headers["location"])
    assert "正在生成PDF" in waits.text
    assert 'hx-trigger="every 2s"' in waits.text
    assert f'href="{made.headers["location"]}">刷新' in waits.text
    assert "一、总体情况" in waits.text
    refused = await client(office).get(made.headers["location"] + ".pdf")
    assert (refused.status_code, "还没有PDF" in refused.text) == (409, True)

    await jobs.print_brief(made.headers["location"].rpartition("/")[2])
    done = await client(office).get(made.headers["location"])
    assert "打开PDF" in done.text
    assert "hx-trigger" not in done.text


async def test_a_brief_that_failed_says_why_and_can_be_made_again(client, session, office, everybody, draft):
    draft.state, draft.failure = BriefState.FAILED, "字库里没有这些字"
    await session.commit()
    assert "PDF没有生成：字库里没有这些字" in (await client(office).get(f"/briefs/{draft.id}")).text
    assert "重新生成" in (await client(office).get(f"/briefs/{draft.id}")).text
    assert "重新生成" not in (await client(everybody[Role.LEADER]).get(f"/briefs/{draft.id}")).text


async def test_the_page_is_the_document_and_holds_nothing_inline(client, session, office):
    await factories.project(session, name="同德科创项目", code="T-1")
    await factories.settle(session)
    brief = await service.make(session, HOUSE, Week.current())
    await session.commit()
    page = (await client(office).get(f"/briefs/{brief.id}")).text
    assert "同德科创项目" in page
    assert "附表" in page
    assert "报：" in page
    assert " style=" not in page
    assert "<script>" not in page


async def test_the_pdf_has_a_name_that_says_what_it_is(client, office, ready):
    head = (await client(office).get(f"/briefs/{ready.id}.pdf")).headers
    week = Week.last_closed()
    assert head["content-type"] == "application/pdf"
    assert head["content-disposition"].startswith("inline")
    assert f"重大项目建设周报{week.year}年第{week.number}周.pdf" in unquote(head["content-disposition"])


async def test_a_file_that_is_gone_is_said_and_not_an_error_of_the_house(client, office, ready):
    storing.place_of(ready.id).unlink()
    gone = await client(office).get(f"/briefs/{ready.id}.pdf")
    assert (gone.status_code, "从备份恢复" in gone.text) == (404, True)


async def test_typed_text_stays_text(client, session, office):
    await factories.project(session, name="<script>alert(1)</script>项目")
    await factories.settle(session)
    brief = await service._snapshot(session, HOUSE, Week.current())
    await session.commit()
    page = (await client(office).get(f"/briefs/{brief.id}")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;项目" in page


async def test_a_writing_program_makes_a_brief_and_reads_its_data(client, session, writer):
    await factories.project(session, name="同德科创项目", code="T-1")
    await factories.settle(session)
    made = await writer.post(API, json={"week": Week.last_closed().label})
    assert (made.status_code, made.json()["state"]) == (201, "waiting")
    assert made.headers["location"] == f"{API}/{made.json()['id']}"
    assert (await writer.get(made.headers["location"] + ".pdf")).json()["code"] == "conflict"

    await jobs.print_brief(made.json()["id"])
    read = (await writer.get(made.headers["location"])).json()
    assert (read["state"], read["week"]) == ("ready", Week.last_closed().label)
    assert read["data"]["week"] == Week.last_closed().label
    assert (await writer.get(made.headers["location"] + ".pdf")).content.startswith(b"%PDF-")


async def test_programs_read_briefs_only_if_they_may_see_every_project(client, session, ready):
    reader = client(await signing.key(session, Permission.READ))
    limited = client(await signing.key(session, Permission.READ, scope={"area": "town"}))
    writes_some = client(await signing.key(session, Permission.WRITE, scope={"area": "town"}))
    assert (await reader.get(f"{API}/{ready.id}")).status_code == 200
    assert (await limited.get(f"{API}/{ready.id}")).status_code == 404
    assert (await limited.get(API)).json() == {"items": [], "next": None}
    assert (await reader.post(API, json={"week": "2026-W47"})).status_code == 403
    assert (await writes_some.post(API, json={"week": "2026-W47"})).status_code == 403
    assert (await client().get(API)).status_code == 401
    assert (await reader.get(f"{API}/{uuid4()}")).status_code == 404


async def test_the_list_goes_page_by_page_with_the_latest_week_first(session, writer):
    weeks = [Week.parse(label) for label in ("2026-W45", "2026-W47", "2026-W46")]
    for week in weeks:
        await service._snapshot(session, HOUSE, week)
    await session.commit()
    first = (await writer.get(API, params={"limit": 2})).json()
    second = (await writer.get(API, params={"limit": 2, "cursor": first["next"]})).json()
    assert [each["week"] for each in first["items"] + second["items"]] == ["2026-W47", "2026-W46", "2026-W45"]
    assert second["next"] is None


async def test_an_unknown_week_is_refused_with_its_field(writer):
    refused = await writer.post(API, json={"week": "2026-W60"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/week")
