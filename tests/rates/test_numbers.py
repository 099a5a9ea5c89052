"""The figures of the doors against SQL over the rows themselves, which knows nothing of documents or summaries."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from backend import db
from tests.rates.conftest import API

ROWS = """
WITH entered AS (
    SELECT e.project_id, e.stage, b.year * 100 + b.ordinal AS batch
    FROM stage_entries e LEFT JOIN batches b ON b.id = e.batch_id WHERE e.withdrawal_id IS NULL
), whole AS (
    SELECT p.*,
        (SELECT count(*) FROM entered e WHERE e.project_id = p.id AND stage IN ('started', 'producing')) > 0 AS has_started,
        (SELECT count(*) FROM entered e WHERE e.project_id = p.id AND stage = 'producing') > 0 AS produces,
        (SELECT batch FROM entered e WHERE e.project_id = p.id
            ORDER BY array_position(ARRAY['signed', 'started', 'producing'], e.stage::text) LIMIT 1) AS came,
        (SELECT batch FROM entered e WHERE e.project_id = p.id AND stage <> 'signed'
            ORDER BY array_position(ARRAY['started', 'producing'], e.stage::text) LIMIT 1) AS began,
        (SELECT amount FROM annual_plans a WHERE a.project_id = p.id AND year = 2026) AS plan,
        (SELECT o.invested_in_year + (SELECT sum(invested) FROM updates u WHERE u.project_id = p.id)
            FROM opening_balances o WHERE o.project_id = p.id) AS invested,
        (SELECT sum(amount) FROM fund_arrivals f WHERE f.project_id = p.id) AS arrived,
        (SELECT output FROM results r WHERE r.project_id = p.id) AS output
    FROM projects p
)
"""
ASKED = {
    "start": """SELECT sum(has_started::int), count(*) FROM whole JOIN entered e ON e.project_id = whole.id
        WHERE e.stage = 'signed' AND e.batch <> 202602""",
    "production": """SELECT sum(produces::int), count(*) FROM whole JOIN entered e ON e.project_id = whole.id
        WHERE e.stage = 'started' AND e.batch <> 202602""",
    "capacity": """SELECT sum(output), sum(expected_output) FROM whole JOIN entered e ON e.project_id = whole.id
        WHERE e.stage = 'producing' AND e.batch <> 202602 AND output IS NOT NULL AND expected_output IS NOT NULL""",
    "completion": """SELECT sum(invested), sum(plan) FROM whole
        WHERE came IS DISTINCT FROM 202602 AND invested IS NOT NULL AND plan IS NOT NULL""",
    "registration": """SELECT count(statistics_registered_on), count(*) FROM whole
        WHERE has_started AND began IS DISTINCT FROM 202602""",
    "funds": """SELECT sum(arrived), sum(total_investment) FROM whole
        WHERE came IS DISTINCT FROM 202602 AND arrived IS NOT NULL AND total_investment IS NOT NULL""",
}
GROUPS = {
    "unit": (
        "zone",
        """ AND whole.id IN (SELECT project_id FROM duties d JOIN units u ON u.id = d.unit_id
        WHERE u.code = 'zone' AND d.kind = 'responsible' AND d.until IS NULL)""",
    ),
    "area": ("town", " AND area = 'town'"),
    "kind": ("road", " AND kind = 'road'"),
}


async def counted(session, rate, narrowed=""):
    return (await db.sql(session, text(ROWS + ASKED[rate] + narrowed))).one()


def told(group, name):
    rate = next(each for each in group["rates"] if each["rate"] == name)
    if rate["numerator_wan"] is None:
        return rate, rate["numerator"], rate["denominator"]
    return rate, Decimal(rate["numerator_wan"]), Decimal(rate["denominator_wan"])


@pytest.mark.parametrize("name", ASKED)
async def test_each_rate_of_all_is_what_sql_counts_in_the_rows(session, house, reader, name):
    overall = (await reader.get(API)).json()["overall"]
    rate, numerator, denominator = told(overall, name)
    assert (numerator, denominator) == tuple(await counted(session, name))
    percent = await db.sql(session, text("SELECT round(100.0 * :a / :b, 2)"), a=numerator, b=denominator)
    assert Decimal(rate["percent"]) == percent.scalar_one()
    assert 0 < numerator < denominator or name == "capacity"


@pytest.mark.parametrize("by", GROUPS)
@pytest.mark.parametrize("name", ASKED)
async def test_each_rate_of_a_group_is_what_sql_counts_in_it(session, house, reader, by, name):
    code, narrowed = GROUPS[by]
    groups = (await reader.get(f"{API}?by={by}")).json()["groups"]
    _, numerator, denominator = told(next(each for each in groups if each["group"] == code), name)
    assert (numerator, denominator) == tuple(await counted(session, name, narrowed))


async def test_each_rate_of_a_batch_is_what_sql_counts_in_it(session, house, reader):
    groups = {each["group"]: each for each in (await reader.get(f"{API}?by=batch")).json()["groups"]}
    assert list(groups) == ["2026-1", "2025-4", "2025-3", "-"]
    of_batch = {"start": "e.batch", "production": "e.batch", "capacity": "e.batch", "registration": "began"}
    for name in ASKED:
        narrowed = f" AND {of_batch.get(name, 'came')} = 202504"
        _, *figures = told(groups["2025-4"], name)
        assert [each or None for each in figures] == [each or None for each in await counted(session, name, narrowed)]


async def test_a_plan_of_next_year_does_not_hide_this_year(house, reader):
    answer = (await reader.get(API)).json()
    assert answer["year"] == 2026
    assert told(answer["overall"], "completion")[0]["denominator"] > 0


async def test_cohorts_are_what_sql_counts_in_the_rows(session, house, reader):
    query = """
        SELECT count(*), count(*) FILTER (WHERE EXISTS (
            SELECT FROM stage_entries later WHERE later.project_id = s.project_id AND later.withdrawal_id IS NULL
            AND later.stage <> 'signed' AND later.occurred_on <= (b.held_on + make_interval(months => :months))::date
        )) FROM stage_entries s JOIN batches b ON b.id = s.batch_id
        WHERE s.stage = 'signed' AND s.withdrawal_id IS NULL AND b.year = 2025 AND b.ordinal = 4"""
    items = {each["batch"]: each for each in (await reader.get(f"{API}/cohorts")).json()["items"]}
    for age in items["2025-4"]["ages"][:3]:
        signed, started = (await db.sql(session, text(query), months=age["months"])).one()
        assert (items["2025-4"]["signed"], age["started"]) == (signed, started)
    assert items["2025-4"]["ages"][3]["started"] is None
    assert items["2025-4"]["ages"][3]["on"] == "2027-04-20"
    assert {age["on"] for age in items["2026-2"]["ages"]} == {None}
    assert items["2026-2"]["is_current"]
