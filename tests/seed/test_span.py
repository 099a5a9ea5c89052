from datetime import date

import pytest

from backend.errors import Invalid
from seed.demo.span import Span, is_working_day, working_day


def test_a_history_ends_with_the_last_week_that_has_closed():
    assert Span.ending(12, date(2026, 11, 24)).last.label == "2026-W47"
    assert Span.ending(12, date(2026, 11, 24)).first.label == "2026-W36"


def test_a_week_counts_only_from_the_day_after_its_closing():
    friday = date(2026, 11, 20)
    assert Span.ending(1, friday).last.label == "2026-W46"
    assert Span.ending(1, date(2026, 11, 21)).last.label == "2026-W47"


def test_a_year_with_53_weeks_is_told_whole():
    span = Span.ending(53, date(2027, 1, 4))
    assert (span.first.label, span.last.label, len(span.weeks)) == ("2026-W01", "2026-W53", 53)


@pytest.mark.parametrize("weeks", [0, -1, 157])
def test_other_lengths_are_refused(weeks):
    with pytest.raises(Invalid):
        Span.ending(weeks, date(2026, 11, 24))


def test_offices_rest_on_public_holidays_and_work_on_the_days_given_for_them():
    assert working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert is_working_day(date(2026, 10, 10))  # a Saturday that was swapped


def test_a_year_whose_calendar_is_not_out_yet_counts_monday_to_friday():
    assert is_working_day(date(2039, 10, 3))
    assert not is_working_day(date(2039, 10, 2))
