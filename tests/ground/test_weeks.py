from datetime import UTC, date, datetime

import pytest

from backend import clock
from backend.errors import Invalid
from backend.weeks import Week


def at(text):
    return clock.set_to(datetime.fromisoformat(text))


def test_a_week_is_known_by_its_monday_and_written_with_its_number():
    week = Week.parse("2026-W48")
    assert (week.start, week.end, week.label, week.number) == (date(2026, 11, 23), date(2026, 11, 29), "2026-W48", 48)


def test_2026_has_a_week_53_and_2027_has_none():
    assert Week.parse("2026-W53").start == date(2026, 12, 28)
    with pytest.raises(Invalid, match="2027年只有第1周到第52周"):
        Week.parse("2027-W53")


@pytest.mark.parametrize("label", ["2026-48", "2026-W00", "2026-W60", "W48", "", "0000-W01"])
def test_a_week_that_does_not_exist_is_refused_in_words(label):
    with pytest.raises(Invalid, match="周"):
        Week.parse(label)


def test_a_week_belongs_to_the_month_and_year_of_its_thursday():
    week = Week.of(date(2026, 12, 28))
    assert (week.year, week.month) == (2026, 12)
    assert Week.of(date(2027, 1, 1)) == week
    assert (Week.of(date(2026, 3, 30)).month, Week.of(date(2026, 4, 29)).month) == (4, 4)


@pytest.mark.parametrize(
    ("moment", "label"),
    [("2026-11-29T15:59:59+00:00", "2026-W48"), ("2026-11-29T16:00:00+00:00", "2026-W49")],
)
def test_the_week_turns_at_midnight_in_beijing_wherever_the_machine_stands(moment, label):
    with at(moment):
        assert Week.current().label == label


def test_a_week_closes_on_friday_at_six_and_is_then_the_last_closed_one():
    with at("2026-11-27T17:59:59+08:00"):
        assert Week.last_closed().label == "2026-W47"
    with at("2026-11-27T18:00:00+08:00"):
        assert Week.last_closed().label == "2026-W48"


def test_the_day_is_that_of_beijing():
    with at("2026-11-23T16:30:00+00:00"):
        assert clock.now() == datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
        assert clock.today() == date(2026, 11, 24)
