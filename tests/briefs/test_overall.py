from datetime import date
from decimal import Decimal

import pytest

from backend.briefs.data import Row
from backend.briefs.figures.overall import overall, time_of_year
from backend.projects.vocabulary import Stage
from tests.briefs.builders import (
    document,
    entry,
    money,
    producing,
    signed,
    snapshot,
    started,
    suspended,
    terminated,
)

EVERY_KIND = [document("A"), signed("B"), started("C"), started("D"), producing("E"), suspended("F"), terminated("G")]


def test_every_project_stands_in_exactly_one_row_of_the_table():
    told = overall(snapshot(*EVERY_KIND))
    assert {row.row: row.count for row in told.rows} == {
        Row.PIPELINE: 1,
        Row.SIGNED: 1,
        Row.STARTED: 2,
        Row.PRODUCING: 1,
        Row.SUSPENDED: 1,
        Row.TERMINATED: 1,
    }
    assert told.whole.count == sum(row.count for row in told.rows) == len(EVERY_KIND)


def test_an_entry_that_was_withdrawn_does_not_count():
    told = overall(snapshot(document("A", stages=[entry(Stage.SIGNED, withdrawn="登记到了别的项目")])))
    assert [row.count for row in told.rows] == [1, 0, 0, 0, 0, 0]


def test_unknown_money_is_not_zero_and_a_sum_says_over_how_many_it_is():
    told = overall(snapshot(started("A", total_investment_wan=Decimal("1200.50")), started("B"), signed("C")))
    assert (told.whole.total.amount, told.whole.total.known, told.whole.total.of) == (Decimal("1200.50"), 1, 3)
    assert told.rows[1].total.amount is None
    assert told.whole.plan.amount is None


def test_completion_compares_only_projects_of_which_both_plan_and_investment_are_known():
    told = overall(
        snapshot(
            started("A", years=money(plan=1000, invested=500)),
            started("B", years=money(plan=9000)),
            started("C", years=money(invested=700)),
            started("D", years=money(plan=100, invested=100, year=2025)),
        )
    )
    done = told.whole.completion
    assert (done.known, done.invested, done.plan, done.percent) == (1, 500, 1000, 50)
    assert told.whole.invested.amount == 1200


def test_the_rates_leave_out_the_newest_batch():
    told = overall(
        snapshot(
            document("A", stages=[entry(Stage.SIGNED, batch="2026-1"), entry(Stage.STARTED, batch="2026-2")]),
            document("B", stages=[entry(Stage.SIGNED, batch="2026-1")]),
            document("C", stages=[entry(Stage.SIGNED, batch="2026-2")]),
            signed("D"),
        )
    )
    assert told.rates.current_batch == "2026-2"
    start = told.rates.start
    assert (start.numerator, start.denominator, start.percent, start.without_batch) == (1, 2, 50, 1)
    assert told.rates.production.denominator == 0


def test_a_batch_that_was_held_is_current_before_anybody_is_entered_with_it():
    before = overall(snapshot(document("A", stages=[entry(Stage.SIGNED, batch="2026-1")])))
    after = overall(snapshot(document("A", stages=[entry(Stage.SIGNED, batch="2026-1")]), held=["2026-2"]))
    assert (before.rates.start.denominator, after.rates.start.denominator) == (0, 1)


@pytest.mark.parametrize(
    ("day", "year", "months", "place"),
    [
        ("2026-11-20", 2026, 10, "10.67"),
        ("2026-10-31", 2026, 10, "10.00"),
        ("2027-01-01", 2026, 12, "12.00"),
        ("2025-12-30", 2026, 0, "0.03"),
    ],
)
def test_the_time_of_the_year_is_that_of_the_year_to_which_the_week_belongs(day, year, months, place):
    assert time_of_year(date.fromisoformat(day), year) == (months, Decimal(place))


def test_the_year_is_told_month_by_month():
    months = [Decimal(10)] * 10 + [Decimal(7), Decimal(0)]
    told = overall(snapshot(started("A", years=money(plan=120, invested=107, months_wan=months))))
    year = told.year
    assert (year.since, year.done) == (0, [Decimal(10 * month) for month in range(1, 11)])
    assert (year.time_percent, told.whole.completion.percent) == (Decimal("83.33"), Decimal("89.17"))
    assert year.points == Decimal("5.84")
    assert year.plan_now == Decimal("106.70")


def test_months_that_lie_in_an_opening_balance_are_not_made_up():
    months = [Decimal(0)] * 9 + [Decimal(5), Decimal(6), Decimal(0)]
    told = overall(
        snapshot(started("A", years=money(plan=120, invested=91, opening_wan=Decimal(80), months_wan=months)))
    )
    assert (told.year.since, told.year.done) == (9, [80, 85])


MONTHLY = [Decimal(amount) for amount in (3, 3, 7, 5, 6, 8, 10, 11, 12, 13, 12, 10)]


def test_the_plan_is_that_of_the_months_where_projects_have_one():
    """On 20 November: 78 of full months and 12 × 20 ÷ 30; the other is spread evenly: 120 × 10.67 ÷ 12."""
    told = overall(
        snapshot(
            started("A", years=money(plan=100, invested=70, monthly_plan_wan=MONTHLY)),
            started("B", years=money(plan=120, invested=100)),
            started("C", years=money(plan=50, monthly_plan_wan=MONTHLY)),
        )
    )
    year = told.year
    assert (told.whole.completion.known, year.by_month) == (2, 1)
    assert year.plan_now == Decimal("192.70")  # 86 + 106.7
    assert (year.plan_percent, year.points) == (Decimal("87.59"), Decimal("-10.32"))
    assert (year.plan[5], year.plan[11]) == (32 + 60, 220)


def test_a_plan_that_lacks_a_month_is_spread_like_none():
    lacking = [*MONTHLY[:11], None]
    told = overall(snapshot(started("A", years=money(plan=120, invested=107, monthly_plan_wan=lacking))))
    assert (told.year.by_month, told.year.plan_percent, told.year.plan) == (0, None, [])
    assert told.year.points == Decimal("5.84")
