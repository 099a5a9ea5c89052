"""Who may do what with a meeting: every role against every action, and a button exactly where it would work."""

import pytest

from tests.meetings.conftest import CALLED, DECIDED
from tests.pages.reading import words

OFFICE = {"administrator", "office"}
TAKE_PART = {"head", "steward", "land_head"}
SEE = OFFICE | TAKE_PART | {"leader", "reader"}
EVERYBODY = SEE | {"other", "unit_reader", "stranger"}
KEEPING = {
    "edit": CALLED,
    "agenda": {"progress": []},
    "agenda/0192f7a0-0000-7000-8000-000000000009/moves": {"direction": "up"},
    "agenda/items": {"section": "coordination", "words": "请派人驻场"},
    "steps": {"becomes": "running"},
    "room": DECIDED,
}


@pytest.mark.parametrize("page", ["", "/room", "/minutes", "/pack.pdf"])
async def test_a_meeting_is_read_by_who_sees_all_and_who_takes_part(doors, meeting, page):
    who_asks = EVERYBODY if page != "/pack.pdf" else {"steward", "other"}
    found = {who: (await getattr(doors, who).get(meeting + page)).status_code for who in sorted(who_asks)}
    assert found == {who: 200 if who in SEE else 404 for who in sorted(who_asks)}


@pytest.mark.parametrize("act", KEEPING)
async def test_a_meeting_is_kept_by_the_office_alone(doors, meeting, act):
    found = {}
    for who in sorted(EVERYBODY - OFFICE):
        found[who] = (await getattr(doors, who).post(f"{meeting}/{act}", data=KEEPING[act])).status_code
    assert found == {who: 403 if who in SEE else 404 for who in sorted(EVERYBODY - OFFICE)}
    assert (await doors.nobody.post(f"{meeting}/{act}", data=KEEPING[act])).status_code == 401


async def test_calling_one_is_for_the_office(doors, cast, project):
    given = CALLED | {"chair": cast.leader.name}
    found = {who: (await getattr(doors, who).post("/meetings/new", data=given)).status_code for who in EVERYBODY}
    assert found == {who: 303 if who in OFFICE else 403 for who in EVERYBODY}


async def test_the_list_holds_those_that_one_may_see(doors, meeting):
    found = {who: "2026年第1次调度会" in words(await getattr(doors, who).get("/meetings")) for who in EVERYBODY}
    assert found == {who: who in SEE for who in EVERYBODY}


async def test_buttons_are_for_who_may_use_them(doors, meeting, item):
    for who in ("office", "leader", "steward"):
        shown = (await getattr(doors, who).get(meeting)).text
        assert ("开始会议" in shown) == ("去掉</button>" in shown) == ("选议程" in shown) == (who in OFFICE)


async def test_a_read_key_reads_and_writes_nothing(doors, meeting):
    assert (await doors.read_key.get(f"/api/v1{meeting}")).status_code == 200
    assert len((await doors.read_key.get("/api/v1/meetings")).json()["items"]) == 1
    for act, given in (("steps", {"becomes": "running"}), ("decisions", DECIDED)):
        assert (await doors.read_key.post(f"/api/v1{meeting}/{act}", json=given)).status_code == 403
    assert (await doors.read_key.post("/api/v1/meetings", json=CALLED | {"chair": "x"})).status_code == 403


async def test_a_program_calls_one_and_goes_through_it(doors, cast, project):
    made = await doors.write_key.post("/api/v1/meetings", json=CALLED | {"chair": cast.leader.name})
    assert made.status_code == 201
    address = made.headers["location"]
    added = await doors.write_key.post(f"{address}/agenda", json={"section": "progress", "project": "ZD-901"})
    item = added.json()["agenda"][0]["id"]
    assert (await doors.write_key.post(f"{address}/steps", json={"becomes": "running"})).status_code == 201
    decided = await doors.write_key.post(f"{address}/decisions", json=DECIDED | {"item": item})
    assert [each["what"] for each in decided.json()["decisions"]] == [DECIDED["what"]]
    assert decided.json()["decisions"][0]["project"] == "ZD-901"
    ended = await doors.write_key.post(f"{address}/steps", json={"becomes": "closed"})
    assert ended.json()["meeting_state"] == "closed"
    assert (await doors.write_key.post(f"{address}/decisions", json=DECIDED)).status_code == 409
