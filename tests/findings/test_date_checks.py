"""Dates that cannot be, that have passed, or that ask for something that is not there; each rule at its borders."""

from datetime import date, datetime

import pytest

from backend.clock import BEIJING
from backend.findings.rules import Rule
from backend.money.parts import ResultPart
from backend.projects.vocabulary import Condition, Stage
from tests.briefs.builders import document, entry, milestone, producing, signed, started, suspended, terminated


def day(text):
    return date.fromisoformat(text)


def since(stage, on, **given):
    return document("A", stages=[entry(stage, on, recorded_at=datetime(2026, 11, 1, tzinfo=BEIJING))], **given)


@pytest.mark.parametrize(
    ("start", "opening", "count"),
    [
        ("2027-01-01", "2027-05-01", 0),  # 120 days
        ("2027-01-01", "2027-04-30", 1),
        ("2027-05-01", "2027-01-01", 1),  # before it starts
        (None, "2027-03-25", 0),  # 120 days from the day of the check
        (None, "2027-03-24", 1),
        (None, "2026-11-25", 0),  # today: the forecast or the light says that it has passed
        ("2027-01-01", None, 0),
    ],
)
def test_an_opening_before_anything_can_be_built(found, start, opening, count):
    planned = {"planned_start_on": start, "planned_production_on": opening}
    assert len(found(signed("A", **planned), rule=Rule.DURATION)) == count
    assert found(producing("A", **planned), terminated("B", **planned), rule=Rule.DURATION) == []


def test_a_started_project_is_measured_from_its_start_and_by_its_kind(found):
    opening = {"planned_completion_on": "2027-03-01"}
    assert found(since(Stage.STARTED, "2026-06-01", **opening), rule=Rule.DURATION) == []
    (told,) = found(since(Stage.STARTED, "2026-07-05", kind="rail_spur", **opening), rule=Rule.DURATION)
    assert told.says == "2026年7月5日开工，计划2027年3月1日投产（投用），工期239天，至少要240天"
    assert found(since(Stage.STARTED, "2026-07-04", kind="rail_spur", **opening), rule=Rule.DURATION) == []


@pytest.mark.parametrize(("forecast", "count"), [("2026-11-25", 0), ("2026-11-24", 1)])
def test_a_forecast_in_the_past_that_was_not_reached(found, forecast, count):
    node = milestone("主体", forecast_on=day(forecast))
    told = found(started("A", milestones=[node]), rule=Rule.PASSED)
    assert [(each.since, each.mend) for each in told] == [(day(forecast), f"/milestones/{node.id}")] * count
    assert (
        found(started("A", milestones=[milestone("主体", "2026-11-20", forecast_on=day(forecast))]), rule=Rule.PASSED)
        == []
    )
    standing = document("A", condition=Condition.SUSPENDED, milestones=[node])
    assert found(standing, terminated("B", milestones=[node]), rule=Rule.PASSED) == []


@pytest.mark.parametrize(
    ("start", "on", "count"),
    [
        ("2026-10-25", "2026-11-25", 0),
        ("2026-10-25", "2026-11-26", 1),
        ("2027-01-31", "2027-02-28", 0),
        ("2027-01-31", "2027-03-01", 1),
    ],
)
def test_started_more_than_a_month_ago_and_not_in_the_register(found, start, on, count):
    project = since(Stage.STARTED, start)
    assert len(found(project, rule=Rule.REGISTER, day=day(on))) == count
    registered = since(Stage.STARTED, start, statistics_registered_on=start)
    assert found(registered, started("B"), rule=Rule.REGISTER, day=day(on)) == []


@pytest.mark.parametrize(("began", "count"), [("2025-11-25", 0), ("2025-11-24", 1)])
def test_producing_for_a_year_without_a_word_of_output(found, began, count):
    assert len(found(since(Stage.PRODUCING, began), rule=Rule.NO_OUTPUT)) == count
    assert found(since(Stage.PRODUCING, began, kind="road"), rule=Rule.NO_OUTPUT) == []
    assert found(since(Stage.PRODUCING, began, condition=Condition.SUSPENDED), rule=Rule.NO_OUTPUT) == []


@pytest.mark.parametrize(("year", "month", "count"), [(2025, 11, 0), (2025, 10, 1), (2024, None, 0), (2023, None, 1)])
def test_output_counts_from_the_end_of_what_was_reported(found, year, month, count):
    told = ResultPart(year=year, month=month, output_wan=3, tax_wan=None, jobs=None, energy_tce=None)
    project = since(Stage.PRODUCING, "2023-01-01", results=[told])
    on = day("2026-11-25") if month else day("2026-01-01")
    assert len(found(project, rule=Rule.NO_OUTPUT, day=on)) == count


@pytest.mark.parametrize(
    ("recorded", "count"), [("2026-11-20T18:01", 0), ("2026-11-20T18:00", 0), ("2026-11-13T18:00", 1)]
)
def test_two_closed_weeks_without_an_update(found, recorded, count):
    at = datetime.fromisoformat(recorded).replace(tzinfo=BEIJING)
    project = document("A", stages=[entry(Stage.STARTED, recorded_at=at)])
    told = found(project, rule=Rule.SILENT)
    assert [(each.says, each.since) for each in told] == [("还没有报送过，缺2周", day("2026-11-13"))] * count


def test_who_owes_nothing_is_not_silent(found):
    recorded = datetime(2026, 1, 1, tzinfo=BEIJING)
    ready = document("A", stages=[entry(Stage.PRODUCING, recorded_at=recorded)])
    assert found(ready, document("B"), suspended("C"), terminated("D"), rule=Rule.SILENT) == []
