"""The table of the lights, each row at its borders, month ends and year ends included."""

from datetime import date
from decimal import Decimal

import pytest

from backend.projects.vocabulary import Signal
from backend.signals.axes import funds, progress, report, start, statistics
from backend.signals.axes.funds import Funds
from backend.signals.axes.progress import Progress
from backend.signals.axes.report import Report
from backend.signals.axes.start import Start
from backend.signals.axes.statistics import Register
from backend.weeks import Week

GREEN, AMBER, RED, UNRATED = Signal.GREEN, Signal.AMBER, Signal.RED, Signal.UNRATED
MONTHS_OF_START = {"amber_months": 1, "red_months": 3}
POINTS = {"amber_points": 10, "red_points": 30}
MONTHS_OF_REGISTER = {"amber_months": 1, "red_months": 2}
DAYS = {"red_days": 0}
WEEKS = {"amber_weeks": 1, "red_weeks": 2}


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("behind", "colour"),
    [
        ("-5", GREEN),
        ("0", GREEN),
        ("9.99", GREEN),
        ("10", AMBER),
        ("29.99", AMBER),
        ("30", AMBER),
        ("30.004", AMBER),  # what is printed decides: 30.00
        ("30.01", RED),
        ("31", RED),
        ("100", RED),
    ],
)
def test_progress_by_points_behind_the_plan_to_date(behind, colour):
    year = Progress(day("2026-11-20"), Decimal(10_000), Decimal(10_000), Decimal(10_000) - Decimal(behind) * 100)
    assert progress.judge(year, POINTS).signal is colour


def test_progress_says_what_it_was_measured_by():
    judged = progress.judge(Progress(day("2026-11-20"), Decimal(10_000), Decimal(8160), Decimal(6774)), POINTS)
    assert judged.reason == "完成6774万元，到11月20日应完成8160万元，慢13.86个百分点"
    assert judged.inputs["points"] == "-13.86"


@pytest.mark.parametrize(
    ("plan", "due", "invested", "reason"),
    [
        (None, "1", "1", "年度计划投资待填报"),
        ("0", "0", "1", "年度计划投资待填报"),
        ("100", None, "1", "分月计划待填报"),
        ("100", "1", None, "今年完成投资待填报"),
    ],
)
def test_progress_without_its_inputs_is_not_rated(plan, due, invested, reason):
    amounts = [None if each is None else Decimal(each) for each in (plan, due, invested)]
    judged = progress.judge(Progress(day("2026-11-20"), *amounts), POINTS)
    assert (judged.signal, judged.reason) == (UNRATED, reason)


@pytest.mark.parametrize(
    ("planned", "on", "colour"),
    [
        ("2026-08-15", "2026-08-14", GREEN),
        ("2026-08-01", "2026-08-31", GREEN),  # the month has not passed
        ("2026-08-31", "2026-09-01", AMBER),
        ("2026-08-15", "2026-10-31", AMBER),
        ("2026-08-15", "2026-11-01", RED),
        ("2026-12-31", "2026-12-31", GREEN),
        ("2026-12-31", "2027-01-01", AMBER),
        ("2026-10-31", "2026-12-31", AMBER),
        ("2026-10-31", "2027-01-01", RED),
        ("2026-01-31", "2026-02-28", AMBER),
        ("2025-08-01", "2026-11-01", RED),
    ],
)
def test_start_by_the_months_since_the_planned_one(planned, on, colour):
    assert start.judge(Start(day(planned)), day(on), MONTHS_OF_START).signal is colour


def test_a_started_project_is_green_and_one_without_a_plan_not_rated():
    late = Start(day("2026-01-01"), has_started=True, started_on=day("2026-09-01"))
    assert start.judge(late, day("2026-11-01"), MONTHS_OF_START).signal is GREEN
    assert start.judge(Start(None), day("2026-11-01"), MONTHS_OF_START).signal is UNRATED


@pytest.mark.parametrize(
    ("moved_to", "on", "colour"),
    [
        ("2026-12-20", "2026-11-01", AMBER),
        ("2026-12-20", "2026-12-31", AMBER),
        ("2026-12-20", "2027-01-01", RED),  # the month to which it was moved has passed as well
    ],
)
def test_a_forecast_moved_with_its_reason_is_a_good_one_until_it_has_passed(moved_to, on, colour):
    moved = Start(day("2026-08-15"), moved_to=day(moved_to), moved_for="用地")
    judged = start.judge(moved, day(on), MONTHS_OF_START)
    assert judged.signal is colour
    assert ("原因：用地，预计2026年12月开工" in judged.reason) is (colour is AMBER)


def test_a_forecast_moved_without_a_reason_is_none():
    moved = Start(day("2026-08-15"), moved_to=day("2026-12-20"))
    assert start.judge(moved, day("2026-11-01"), MONTHS_OF_START).signal is RED


@pytest.mark.parametrize(
    ("since", "until", "on", "colour"),
    [
        ("2026-09-30", "2026-10-01", "2026-11-30", AMBER),  # stood still on a day of September and one of October
        ("2026-07-01", "2026-09-15", "2026-11-30", AMBER),
        ("2026-07-01", "2026-08-31", "2026-11-30", RED),  # only before the months that count
        ("2026-09-30", "2026-10-01", "2027-01-01", RED),
    ],
)
def test_months_of_a_suspension_are_not_counted(since, until, on, colour):
    stood = Start(day("2026-08-15"), pauses=[(day(since), day(until))])
    assert start.judge(stood, day(on), MONTHS_OF_START).signal is colour


@pytest.mark.parametrize(
    ("started", "on", "colour"),
    [
        ("2026-10-15", "2026-11-14", GREEN),
        ("2026-10-15", "2026-11-15", AMBER),
        ("2026-10-15", "2026-12-15", AMBER),
        ("2026-10-15", "2026-12-16", RED),
        ("2026-01-31", "2026-02-27", GREEN),
        ("2026-01-31", "2026-02-28", AMBER),
        ("2026-01-31", "2026-03-31", AMBER),
        ("2026-01-31", "2026-04-01", RED),
        ("2027-12-31", "2028-02-29", AMBER),  # a leap year's February has a day more
        ("2027-12-31", "2028-03-01", RED),
        ("2026-11-30", "2026-12-29", GREEN),
        ("2026-12-31", "2027-01-30", GREEN),
        ("2026-12-31", "2027-01-31", AMBER),
    ],
)
def test_statistics_by_the_months_since_the_start(started, on, colour):
    register = Register(None, has_started=True, started_on=day(started))
    assert statistics.judge(register, day(on), MONTHS_OF_REGISTER).signal is colour


def test_statistics_of_who_is_in_not_started_or_of_unknown_start():
    later = day("2027-11-01")
    for register, colour in (
        (Register(day("2026-11-01"), has_started=True, started_on=None), GREEN),
        (Register(None, has_started=False, started_on=None), UNRATED),
        (Register(None, has_started=True, started_on=None), UNRATED),
    ):
        assert statistics.judge(register, later, MONTHS_OF_REGISTER).signal is colour


PLAN = [(day("2026-06-30"), Decimal(1000)), (day("2026-12-31"), Decimal(2500))]


@pytest.mark.parametrize(
    ("arrivals", "on", "colour"),
    [
        ([], "2026-06-30", GREEN),  # it may still come in today
        ([], "2026-07-01", RED),
        ([("2026-06-01", 1000)], "2026-07-01", GREEN),
        ([("2026-06-01", "999.99")], "2026-07-01", RED),
        ([("2026-06-01", 600), (None, 400)], "2026-07-01", GREEN),
        ([("2026-06-01", 1000)], "2026-12-31", GREEN),
        ([("2026-06-01", 1000)], "2027-01-01", RED),
        ([("2026-06-01", 1000), ("2026-12-31", 1500)], "2027-01-01", GREEN),
        ([("2026-07-02", 1000)], "2026-07-01", RED),
    ],
)
def test_funds_by_what_was_due_and_what_arrived(arrivals, on, colour):
    came = [(day(when) if when else None, Decimal(amount)) for when, amount in arrivals]
    assert funds.judge(Funds(PLAN, came), day(on), DAYS).signal is colour


def test_funds_without_a_plan_are_not_rated():
    assert funds.judge(Funds([], [(None, Decimal(5))]), day("2026-07-01"), DAYS).signal is UNRATED


def weeks(count):
    """Missing weeks up to the last one of 2026, which has a week 53."""
    week, found = Week.parse("2026-W53"), []
    for _ in range(count):
        found.append(week)
        week = week.previous
    return found


def reporting(missing):
    return Report(owes=True, owed_last_week=True, has_reported=True, missing=missing)


@pytest.mark.parametrize(("missing", "colour"), [(0, GREEN), (1, AMBER), (2, RED), (9, RED)])
def test_report_by_the_closed_weeks_that_are_missing(missing, colour):
    assert report.judge(reporting(weeks(missing)), WEEKS).signal is colour


def test_report_names_the_weeks_across_the_year():
    judged = report.judge(reporting([Week.parse("2027-W01"), Week.parse("2026-W53")]), WEEKS)
    assert judged.reason == "缺2周报送（第53、1周）"


def test_report_of_who_owes_nothing_or_not_yet_is_not_rated():
    for owes, has_reported in ((False, True), (True, False)):
        nothing = Report(owes=owes, owed_last_week=False, has_reported=has_reported, missing=[])
        assert report.judge(nothing, WEEKS).signal is UNRATED
