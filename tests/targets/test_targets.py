"""Setting targets and reading the board, by page and by API."""

import pytest
from sqlalchemy import text

from backend import db
from backend.accounts.models import Permission, Role
from tests import factories, signing

API = "/api/v1/targets"

pytestmark = pytest.mark.usefixtures("busy")


@pytest.fixture
async def program(session, client):
    return client(await signing.key(session, Permission.WRITE))


async def set_to(program, amount, period="2026-11", measure="started", unit="zone"):
    return await program.post(API, json={"unit": unit, "measure": measure, "period": period, "amount": amount})


async def test_a_target_says_whether_it_was_reached_and_by_how_much(program):
    reached = (await set_to(program, "1")).json()
    assert (reached["verdict"], reached["achieved"], reached["difference"]) == ("reached", "1", "0")
    running = (await set_to(program, "3")).json()
    assert (running["verdict"], running["difference"]) == ("running", "-2"), "November has not ended"
    missed = (await set_to(program, "100", "2026-10", "invested")).json()
    assert (missed["verdict"], missed["difference"]) == ("missed", "-60")
    ahead = (await set_to(program, "2", "2026-12")).json()
    assert (ahead["verdict"], ahead["achieved"]) == ("ahead", "0")


async def test_the_newest_target_counts_and_the_older_ones_stay(program, session):
    for amount in ("5", "2", "2", None):
        assert (await set_to(program, amount)).status_code == 201
    rows = await db.ask(session, text("SELECT amount FROM targets ORDER BY set_at, id"))
    assert [row.amount for row in rows] == [5, 2, None], "the same again is no new row"
    listed = (await program.get(f"{API}?year=2026&unit=zone&measure=started")).json()["items"]
    assert {item["period"]: item["target"] for item in listed}["2026-11"] is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"unit": "nobody"}, "没有编码为"),
        ({"period": "2026-13"}, "2026-Q4"),
        ({"amount": "1.5"}, "请填整数"),
        ({"amount": "-1"}, "不能是负数"),
        ({"amount": "许多"}, "数字"),
        ({"measure": "speed"}, "signed"),
    ],
)
async def test_a_wrong_target_is_refused_in_words_and_nothing_is_stored(program, session, given, words):
    answer = await program.post(
        API, json={"unit": "zone", "measure": "started", "period": "2026", "amount": "1"} | given
    )
    assert answer.status_code == 422
    assert words in str(answer.json())
    assert (await db.ask(session, text("SELECT count(*) FROM targets"))).scalar_one() == 0


async def test_a_unit_that_was_dissolved_before_gets_no_target(program, session, zone):
    from datetime import date

    zone.dissolved_on = date(2026, 11, 1)
    await session.flush()
    assert "撤销" in (await set_to(program, "1", "2026-12")).json()["detail"]
    assert (await set_to(program, "1", "2026-10")).status_code == 201


async def test_a_unit_that_was_not_there_yet_gets_no_target(program, session, zone):
    from datetime import date

    zone.founded_on = date(2026, 11, 5)
    await session.flush()
    early = await set_to(program, "1", "2026-10")
    assert (early.status_code, "才成立，没有2026年10月的目标" in early.json()["detail"]) == (422, True), early.text
    assert (await set_to(program, "1", "2026-11")).status_code == 201


async def test_nobody_rewrites_a_target_not_even_the_owner_of_the_table(program, session):
    await set_to(program, "1")
    for statement in ("UPDATE targets SET amount = 0", "DELETE FROM targets"):
        with pytest.raises(Exception, match="refused"):
            async with session.begin_nested():
                await db.sql(session, text(statement))


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.ADMINISTRATOR, (200, 200)),
        (Role.OFFICE, (200, 200)),
        (Role.LEADER, (200, 403)),
        (Role.REVIEWER, (200, 403)),
        (Role.STEWARD, (200, 403)),
        (Role.READER, (403, 403)),
    ],
)
async def test_who_may_read_the_board_and_who_may_set(session, client, zone, role, allowed):
    reading, setting = allowed
    scope = {"unit": "zone"} if role is Role.READER else None
    unit = zone.id if role in (Role.REVIEWER, Role.STEWARD) else None
    browser = client(await factories.account(session, role, scope=scope, unit_id=unit))
    assert (await browser.get("/targets")).status_code == reading
    assert (await browser.get("/targets/new")).status_code == setting
    assert (await browser.get("/targets/import")).status_code == setting


async def test_who_answers_for_a_unit_sees_that_unit_alone(session, client, zone, office):
    reviewer = client(await factories.account(session, Role.REVIEWER, unit_id=zone.id))
    assert "交通局" in (await office.get("/targets")).text
    assert "交通局" not in (await reviewer.get("/targets")).text
    assert (await reviewer.get("/targets/roads?measure=started")).status_code == 404
    assert (await reviewer.get("/targets/zone?measure=started")).status_code == 200


async def test_a_key_that_sees_only_a_part_gets_no_figures_over_all(session, client):
    narrow = client(await signing.key(session, Permission.READ, scope={"unit": "zone"}))
    assert (await narrow.get(API)).status_code == 403


async def test_every_figure_of_the_board_opens_its_projects(office):
    await office.post("/targets/new", data={"unit": "zone", "measure": "invested", "period": "2026", "amount": "600"})
    line = await office.get("/targets/zone?measure=invested&year=2026")
    for words in ("670.00", "600.00", "多70.00"):
        assert words in line.text
    behind = await office.get("/targets/zone/projects?measure=invested&period=2026")
    assert "670.00万元" in behind.text
    assert "新材料厂" in behind.text


async def test_the_board_is_three_statements_for_any_number_of_units(session, office, statements):
    for _ in range(5):
        await factories.unit(session)
    statements.clear()
    await office.get("/targets")
    assert len(statements) == 3
