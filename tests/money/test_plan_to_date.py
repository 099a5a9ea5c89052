from datetime import date
from decimal import Decimal

import pytest

from backend.money.plan_to_date import cut_off, plan_to_date, points, time_share
from backend.weeks import Week

MONTHLY = [Decimal(amount) for amount in (100, 50, 310, 0, 400, 600, 700, 800, 900, 1000, 1200, 940)]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 1, 1), "3.23"),  # 100 ÷ 31
        (date(2026, 1, 31), "100"),
        (date(2026, 2, 1), "101.79"),  # 100 + 50 ÷ 28
        (date(2026, 2, 28), "150"),
        (date(2028, 2, 28), "148.28"),  # a leap year's February has a day more: 100 + 50 × 28 ÷ 29
        (date(2028, 2, 29), "150"),
        (date(2026, 3, 10), "250"),
        (date(2026, 4, 15), "460"),  # a month in which nothing is planned
        (date(2026, 11, 27), "5940"),  # 4860 + 1200 × 27 ÷ 30
        (date(2026, 12, 31), "7000"),
    ],
)
def test_the_plan_to_date_is_the_full_months_and_this_months_share_of_days(day, due):
    assert plan_to_date(MONTHLY, day) == Decimal(due)


def test_the_new_year_begins_with_its_own_january():
    assert plan_to_date([Decimal(31)] * 12, date(2027, 1, 1)) == Decimal(1)


def test_without_monthly_plans_there_is_no_plan_to_date():
    assert plan_to_date([], date(2026, 5, 1)) is None
    assert plan_to_date([None] * 12, date(2026, 5, 1)) is None


def test_a_missing_month_makes_the_sum_unknown_once_it_is_reached():
    monthly = [*MONTHLY[:4], None, *MONTHLY[5:]]
    assert plan_to_date(monthly, date(2026, 4, 30)) == Decimal(460)
    assert plan_to_date(monthly, date(2026, 5, 1)) is None


@pytest.mark.parametrize(
    ("invested", "due", "annual", "apart"),
    [
        ("6774", "8160", "10000", "-13.86"),  # 完成67.74%，计划81.60%
        ("1000", "1000", "10000", "0"),
        ("3000", "2000", "10000", "10"),
        ("0", "3000", "10000", "-30"),
        ("0", "3000.5", "10000", "-30.01"),  # half up, away from zero
        ("0", "0", "10000", "0"),
    ],
)
def test_points_are_the_distance_from_the_plan_in_percent_of_the_year(invested, due, annual, apart):
    assert points(Decimal(invested), Decimal(due), Decimal(annual)) == Decimal(apart)


@pytest.mark.parametrize(
    ("invested", "due", "annual"), [(None, 1, 10), (1, None, 10), (1, 1, None), (Decimal(1), Decimal(1), Decimal(0))]
)
def test_points_are_unknown_where_a_figure_is_unknown(invested, due, annual):
    assert points(invested, due, annual) is None


@pytest.mark.parametrize(
    ("day", "gone"),
    [(date(2026, 1, 31), "8.33"), (date(2026, 6, 30), "50"), (date(2026, 7, 1), "50.27"), (date(2026, 12, 31), "100")],
)
def test_time_gone_by_counts_months_and_the_days_of_this_one(day, gone):
    assert time_share(day) == Decimal(gone)


@pytest.mark.parametrize(
    ("week", "day"),
    [
        ("2026-W48", "2026-11-27"),
        ("2026-W53", "2026-12-31"),  # its Thursday is the last of the year, its Friday New Year's Day
        ("2026-W01", "2026-01-02"),
        ("2025-W01", "2025-01-03"),
    ],
)
def test_a_week_is_compared_within_the_year_that_it_counts_in(week, day):
    assert cut_off(Week.parse(week)) == date.fromisoformat(day)
