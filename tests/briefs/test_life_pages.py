"""核稿, 签发 and 更正 on pages and by the API: a button is there exactly when it would work."""

import pytest

from backend.accounts.actor import the_house
from backend.accounts.models import Permission, Role
from backend.briefs import jobs, service
from backend.briefs.models import Brief, BriefState
from backend.weeks import Week
from tests import signing
from tests.briefs import life

HOUSE = the_house("cli")
W46 = Week.parse("2026-W46")
API = "/api/v1/briefs"
OFFICE, LEADER = {Role.ADMINISTRATOR, Role.OFFICE}, {Role.ADMINISTRATOR, Role.OFFICE, Role.LEADER}


@pytest.fixture
async def ready(session) -> Brief:
    brief = await service._snapshot(session, HOUSE, W46)
    brief.state, brief.pages = BriefState.READY, 3
    await session.commit()
    return brief


async def test_a_button_is_shown_exactly_to_those_for_whom_it_works(client, session, everybody, ready):
    for role, person in everybody.items():
        page = (await client(person).get(f"/briefs/{ready.id}")).text
        assert ("核稿通过" in page) == (role in OFFICE), role
        assert ">签发<" not in page
    await life.reviewed(session, ready, everybody)
    for role, person in everybody.items():
        page = (await client(person).get(f"/briefs/{ready.id}")).text
        assert ("核稿通过" in page) is False
        assert (">签发<" in page) == (role in LEADER), role
        assert "出更正" not in page


async def test_from_review_to_correction_by_hand(client, session, everybody, ready):
    office, leader = client(everybody[Role.OFFICE]), client(everybody[Role.LEADER])
    back = await office.post(f"/briefs/{ready.id}/review", data={"passed": "false"})
    assert (back.status_code, "哪里要改" in back.text) == (422, True)
    assert (await office.post(f"/briefs/{ready.id}/review", data={"passed": "true"})).status_code == 303
    assert (await leader.post(f"/briefs/{ready.id}/issuance")).status_code == 303
    assert "正在签发" in (await leader.get(f"/briefs/{ready.id}")).text
    again = await leader.post(f"/briefs/{ready.id}/issuance")
    assert (again.status_code, "正在生成PDF" in again.text) == (409, True)
    await jobs.print_brief(str(ready.id))

    reader = client(everybody[Role.STEWARD])
    page = (await reader.get("/briefs/2026-1")).text
    assert "第1期（总第1期）" in page
    assert everybody[Role.LEADER].person in page
    assert "出更正" not in page
    assert (await reader.get("/briefs/2026-1.pdf")).content.startswith(b"%PDF-")
    assert (await reader.get("/briefs/2026-1.json")).json()["imprint"]["number"] == 1
    assert "2026年第1期（总第1期）" in (await reader.get("/briefs")).text

    made = await office.post(f"/briefs/{ready.id}/correction")
    assert made.status_code == 303
    assert "2026年第1期" in (await office.get(made.headers["location"])).text
    assert (await reader.get(made.headers["location"])).status_code == 404


async def test_programs_read_issued_briefs_by_number_and_never_review_or_issue(client, session, everybody, ready):
    writer = client(await signing.key(session, Permission.WRITE))
    for door, body in (("review", {"passed": True}), ("issuance", None)):
        refused = await writer.post(f"{API}/{ready.id}/{door}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
        assert "密钥" in refused.json()["detail"]
    assert (await writer.get(f"{API}/2026-1")).status_code == 404
    issued = await life.issued(session, ready, everybody)
    told = (await writer.get(f"{API}/2026-1")).json()
    assert (told["issue_number"], told["serial_number"], told["sha256"]) == ("2026-1", 1, issued.sha256)
    assert (await writer.get(f"{API}/2026-1.json")).text == issued.edition
    assert (await writer.get(f"{API}/2026-1.pdf")).content.startswith(b"%PDF-")
    assert (await writer.get(f"{API}/2026-2")).status_code == 404
    assert (await writer.get(f"{API}/none")).status_code == 404
    assert (await writer.get(API)).json()["items"][0]["issue_number"] == "2026-1"
