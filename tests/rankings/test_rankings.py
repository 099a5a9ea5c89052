"""The ranking of units and the table that says what is compared, by page and by API."""

import pytest
from sqlalchemy import text

from backend import db
from backend.accounts.models import Permission, Role
from tests import factories, signing

API = "/api/v1/rankings"
LINES = [
    {"measure": "started", "formula": "share", "weight": 60},
    {"measure": "invested", "formula": "efficacy", "weight": 40},
]
TABLE = {"valid_from": "2026-10-01", "least_projects": 1, "reason": "第3次调度会议定", "comparisons": LINES}

pytestmark = pytest.mark.usefixtures("busy")


@pytest.fixture
async def program(session, client):
    return client(await signing.key(session, Permission.WRITE))


async def test_until_the_office_decides_five_measures_weigh_the_same(program):
    found = (await program.get(f"{API}?period=2026-11")).json()
    assert {each["weight"] for each in found["table"]["comparisons"]} == {20}
    assert found["table"]["valid_from"] is None
    assert [(row["unit"], row["rank"]) for row in found["items"]] == [("roads", 1), ("zone", 1)], "each leads in one"


async def test_every_figure_behind_the_score_is_there(program):
    await program.post(f"{API}/tables", json=TABLE)
    for unit, amount in (("zone", "2"), ("roads", "1")):
        given = {"unit": unit, "measure": "started", "period": "2026-11", "amount": amount}
        assert (await program.post("/api/v1/targets", json=given)).status_code == 201
    rows = {row["unit"]: row for row in (await program.get(f"{API}?period=2026-11")).json()["items"]}
    assert [(each["achieved"], each["target"], each["score"], each["adds"]) for each in rows["zone"]["scored"]] == [
        ("1", "2", "50.00", "30.00"),
        ("130", None, "100.00", "40.00"),
    ]
    assert (rows["zone"]["total_score"], rows["roads"]["total_score"]) == ("70.00", "84.00")
    assert (rows["roads"]["rank"], rows["roads"]["rank_before"]) == (1, None), "in October it answered for nothing"
    assert (rows["zone"]["rank"], rows["zone"]["rank_before"], rows["zone"]["change"]) == (2, 1, -1)


async def test_a_period_is_ranked_by_the_table_in_force_at_its_end(program):
    await program.post(f"{API}/tables", json=TABLE)
    assert (await program.get(f"{API}?period=2026-09")).json()["table"]["valid_from"] is None
    assert (await program.get(f"{API}?period=2026-10")).json()["table"]["valid_from"] == "2026-10-01"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"comparisons": [LINES[0]]}, "现在是60"),
        ({"comparisons": [LINES[0], LINES[0] | {"weight": 40}]}, "只写一次"),
        ({"comparisons": [{"measure": "started", "formula": "points", "weight": 100}]}, "每一个得几分"),
        ({"comparisons": [LINES[0] | {"weight": 0}]}, ""),
        ({"least_projects": 0}, ""),
        ({"reason": ""}, ""),
    ],
)
async def test_a_table_that_makes_no_sense_is_refused_in_words(program, session, given, words):
    answer = await program.post(f"{API}/tables", json=TABLE | given)
    assert answer.status_code == 422
    assert words in str(answer.json())
    assert (await db.ask(session, text("SELECT count(*) FROM comparison_tables"))).scalar_one() == 0


async def test_two_tables_from_one_day_are_a_conflict_and_none_is_ever_rewritten(program, session):
    assert (await program.post(f"{API}/tables", json=TABLE)).status_code == 201
    assert (await program.post(f"{API}/tables", json=TABLE)).status_code == 409
    for table in ("comparisons", "comparison_tables"):
        with pytest.raises(Exception, match="refused"):
            async with session.begin_nested():
                await db.sql(session, text(f"DELETE FROM {table}"))


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.ADMINISTRATOR, (200, 200)),
        (Role.OFFICE, (200, 200)),
        (Role.LEADER, (200, 403)),
        (Role.REVIEWER, (403, 403)),
        (Role.STEWARD, (403, 403)),
        (Role.READER, (403, 403)),
    ],
)
async def test_who_may_look_and_who_may_decide(session, client, zone, role, allowed):
    scope = {"unit": "zone"} if role is Role.READER else None
    browser = client(await factories.account(session, role, scope=scope, unit_id=zone.id))
    assert (
        (await browser.get("/rankings")).status_code,
        (await browser.get("/rankings/tables/new")).status_code,
    ) == allowed


async def test_the_office_decides_on_a_page_and_reads_the_ranking_by_it(office):
    given = {"valid_from": "2026-11-01", "least_projects": "1", "reason": "县委办通知", "started_weight": "50"}
    given |= {
        f"{measure}_formula": "efficacy"
        for measure in ("signed", "started", "producing", "registered", "invested", "closed")
    }
    given |= {
        f"{measure}_most": "100" for measure in ("signed", "started", "producing", "registered", "invested", "closed")
    }
    refused = await office.post("/rankings/tables/new", data=given)
    assert refused.status_code == 422
    assert "现在是50" in refused.text
    kept = await office.post("/rankings/tables/new", data=given | {"invested_weight": "50"})
    assert kept.status_code == 303
    shown = (await office.get("/rankings?period=2026-11")).text
    for words in ("县委办通知", "完成投资 50%", "第1", "管委会"):
        assert words in shown


async def test_a_ranking_is_seven_statements_at_most(session, program, statements):
    for _ in range(5):
        await factories.unit(session)
    statements.clear()
    await program.get(f"{API}?period=2026-11")
    assert len([each for each in statements if "api_keys" not in each]) <= 8
