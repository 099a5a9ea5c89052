"""Counting in working days, by the National Day of 2026: 1 to 7 October off, Saturday the 10th worked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend import working_days
from backend.calendar.published import published
from backend.weeks import Week
from backend.working_days import WorkingCalendar

OFFICIAL = published()
UNKNOWN = WorkingCalendar()


def day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("09-30", 1, "10-08"),  # over the holiday
        ("10-09", 1, "10-10"),  # the Saturday is worked
        ("10-10", 1, "10-12"),
        ("10-03", 0, "10-08"),
        ("09-29", 7, "10-14"),
        ("10-08", 0, "10-08"),
    ],
)
def test_so_many_working_days_after(start, number, end):
    assert OFFICIAL.after(day(start), number) == day(end)


@given(some.dates(date(2025, 1, 1), date(2026, 12, 1)), some.integers(1, 40))
def test_counting_back_gives_the_number_that_was_counted(start, number):
    end = OFFICIAL.after(start, number)
    assert (OFFICIAL.until(start, end), OFFICIAL.until(end, start)) == (number, -number)
    assert OFFICIAL.is_working(end)


def test_a_year_that_is_not_published_counts_monday_to_friday_and_says_so():
    assert OFFICIAL.is_known(2026)
    assert not OFFICIAL.is_known(2039)
    assert UNKNOWN.after(day("09-30"), 1) == day("10-01")


def test_a_closing_on_a_holiday_moves_to_the_next_working_day_and_the_week_stays_open_until_then():
    moved, following = Week.parse("2026-W40"), Week.parse("2026-W41")
    assert moved.closes_at.date() == day("10-02")

    working_days.use(OFFICIAL)

    assert moved.closes_at.isoformat() == "2026-10-08T18:00:00+08:00"
    assert following.closes_at.date() == day("10-09")
    just_before = moved.closes_at - timedelta(seconds=1)
    assert Week.last_closed(just_before) == Week.parse("2026-W39")
    assert Week.last_closed(moved.closes_at) == moved


def test_two_weeks_of_one_long_holiday_close_on_the_same_day():
    """In 2020 the Spring Festival was prolonged until 2 February."""
    working_days.use(OFFICIAL)
    first, second = Week.parse("2020-W04"), Week.parse("2020-W05")
    assert first.closes_at == second.closes_at
    assert Week.last_closed(first.closes_at - timedelta(seconds=1)) == Week.parse("2020-W03")
    assert Week.last_closed(first.closes_at) == second


def test_an_ordinary_weekend_moves_nothing():
    assert OFFICIAL.closing(day("11-21")) == day("11-21")
