"""Who may do what with a work matrix: every role against every action, and a button exactly where it would work."""

import pytest

from tests.matrix.conftest import GOAL, MADE, MEASURE
from tests.pages.reading import words

OFFICE = {"administrator", "office"}
HAVE_SOMETHING = {"head", "steward", "land_head"}
SEE = OFFICE | HAVE_SOMETHING | {"leader", "reader"}
EVERYBODY = SEE | {"other", "unit_reader", "stranger"}
MORE = {"unit": "reform", "due_on": "2026-12-30"}


@pytest.mark.parametrize("page", ["", "/matrix.xlsx", "/matrix.pdf"])
async def test_a_matrix_is_read_by_who_sees_all_and_whose_unit_has_something_in_it(doors, matrix, page):
    who_asks = EVERYBODY if page != "/matrix.pdf" else {"steward", "other"}
    found = {who: (await getattr(doors, who).get(matrix + page)).status_code for who in sorted(who_asks)}
    assert found == {who: 200 if who in SEE else 404 for who in sorted(who_asks)}
    assert (await doors.nobody.get(matrix + page)).status_code in {303, 401}


async def test_a_matrix_is_kept_by_the_office_alone(doors, matrix, goal, told, count):
    measure = (await told(matrix))["goals"][0]["measures"][0]["id"]
    acts = {
        f"{matrix}/goals/new": GOAL,
        goal: MEASURE,
        f"{matrix}/measures/{measure}/units/new": MORE,
    }
    for act, given in acts.items():
        for who in sorted(EVERYBODY - OFFICE):
            status = 403 if who in SEE else 404
            assert (await getattr(doors, who).post(act, data=given)).status_code == status, (who, act)
            assert (await getattr(doors, who).get(act)).status_code == status, (who, act)
        assert (await doors.nobody.post(act, data=given)).status_code == 401
    assert [await count(table) for table in ("matrix_goals", "matrix_measures", "assignments")] == [1, 1, 2]


async def test_making_one_is_for_the_office(doors):
    found = {}
    for number, who in enumerate(sorted(EVERYBODY)):
        given = MADE | {"title": f"第{number}张"}
        found[who] = (await getattr(doors, who).post("/matrices/new", data=given)).status_code
    assert found == {who: 303 if who in OFFICE else 403 for who in sorted(EVERYBODY)}


async def test_the_list_holds_those_that_one_may_see(doors, matrix):
    found = {who: MADE["title"] in words(await getattr(doors, who).get("/matrices")) for who in EVERYBODY}
    assert found == {who: who in SEE for who in EVERYBODY}


async def test_buttons_and_links_are_for_who_may_use_them(doors, matrix):
    for who in sorted(SEE):
        shown = (await getattr(doors, who).get(matrix)).text
        assert ("加措施</a>" in shown) == ("再交办</a>" in shown) == ("加目标</a>" in shown) == (who in OFFICE)
        links = shown.count('href="/assignments/')
        assert links == (1 if who in HAVE_SOMETHING else 2), who


async def test_a_program_keeps_one_with_a_key_that_may_write(doors, count):
    asked = MADE | {"year": 2026}
    for door, status in ((doors.read_key, 403), (doors.write_key, 201)):
        made = await door.post("/api/v1/matrices", json=asked)
        assert made.status_code == status
    address = made.headers["location"]
    goal = (await doors.write_key.post(f"{address}/goals", json=GOAL)).json()["goals"][0]["id"]
    added = await doors.write_key.post(f"{address}/goals/{goal}/measures", json=MEASURE)
    assert added.status_code == 201, added.text
    measure = added.json()["goals"][0]["measures"][0]["id"]
    for door, status in ((doors.read_key, 403), (doors.write_key, 201), (doors.write_key, 409)):
        assert (await door.post(f"{address}/measures/{measure}/units", json=MORE)).status_code == status
    assert len((await doors.read_key.get("/api/v1/matrices")).json()["items"]) == 1
    assert (await doors.read_key.get(address)).json() == (await doors.write_key.get(address)).json()
    assert await count("assignments") == 3
