"""How late a milestone is, and for how many of those days the project stood still."""

from datetime import date
from types import SimpleNamespace

import pytest

from backend.milestones.delay import Course, Delay, Stop, days_stopped

JANUARY, MARCH, JUNE, JULY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1), date(2026, 7, 1)
TODAY = date(2026, 11, 25)


def node(baseline=JUNE, forecast=JULY, reached=None, first=None):
    return SimpleNamespace(
        first_baseline_on=first or baseline, baseline_on=baseline, forecast_on=forecast, reached_on=reached
    )


def course(*stops, agreed=JANUARY, again=None):
    return Course(agreed, again or agreed, tuple(Stop(*each) for each in stops), TODAY)


@pytest.mark.parametrize(
    ("stops", "days"),
    [
        ([], 0),
        ([(date(2026, 6, 10), date(2026, 6, 20))], 10),
        ([(date(2026, 5, 20), date(2026, 6, 4))], 3),
        ([(date(2026, 6, 25), None)], 6),
        ([(date(2026, 6, 10), date(2026, 6, 20)), (date(2026, 6, 15), date(2026, 6, 25))], 15),
        ([(date(2026, 7, 1), None)], 0),
        ([(date(2026, 6, 10), date(2026, 6, 10))], 0),
        ([(date(2025, 1, 1), date(2025, 2, 1))], 0),
    ],
)
def test_each_day_of_standing_still_counts_once_within_the_time_that_is_asked_about(stops, days):
    assert days_stopped([Stop(*each) for each in stops], JUNE, JULY) == days


def test_without_a_stop_all_of_the_slip_is_delay():
    assert course().against_first(node()) == Delay(30, 0)


def test_a_stop_after_the_plan_was_agreed_is_not_counted_as_delay():
    delay = course((MARCH, date(2026, 3, 21))).against_first(node())
    assert (delay.days, delay.stopped, delay.own) == (30, 20, 10)


def test_a_stop_excuses_no_more_than_the_slip():
    delay = course((MARCH, JUNE)).against_first(node())
    assert (delay.days, delay.stopped, delay.own) == (30, 30, 0)


def test_a_stop_that_the_plan_knew_of_excuses_nothing():
    stopped = course((MARCH, date(2026, 3, 21)), agreed=JANUARY, again=date(2026, 4, 1))
    late = node(first=date(2026, 5, 1))
    assert stopped.against_first(late) == Delay(61, 20)
    assert stopped.against_current(late) == Delay(30, 0)


def test_a_stop_that_goes_on_counts_up_to_today_and_not_into_the_future():
    forecast = date(2027, 6, 1)
    assert course((date(2026, 11, 15), None)).against_first(node(forecast=forecast)) == Delay(365, 10)


def test_what_is_early_has_no_days_of_standing_still():
    assert course((MARCH, None)).against_first(node(reached=date(2026, 5, 22))) == Delay(-10, 0)


def test_a_plan_agreed_after_its_own_day_counts_from_that_day():
    delay = course((date(2026, 6, 5), date(2026, 6, 15)), agreed=TODAY).against_first(node())
    assert delay == Delay(30, 10)


def test_nothing_is_said_where_a_day_is_unknown():
    assert course().against_first(node(forecast=None)) is None
    assert course().against_current(node(baseline=None)) is None
