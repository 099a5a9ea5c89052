"""What rates count of a project and lists show of it: taken from its document, kept in its summary, read back for a year.

Lists and rates read summaries alone, of today or of a moment: no document is opened to count thousands of projects."""

from datetime import date
from decimal import Decimal
from typing import Any

from backend.problems.vocabulary import State
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind, Stage
from backend.signals.rates import Counted
from backend.timeline.document import ProjectDocument
from backend.timeline.pace import pace_of
from backend.units import money
from backend.weeks import Week

Figures = dict[str, Any]


def figures(document: ProjectDocument) -> Figures:
    """As the summary keeps them: amounts as text, unknown ones as null."""
    live = [entry for entry in document.stages if entry.withdrawn is None]
    taken_back = {entry.stage for entry in document.stages if entry.withdrawn} - {entry.stage for entry in live}
    responsible = {
        duty.unit for duty in document.duties if duty.kind is DutyKind.RESPONSIBLE and duty.unit and duty.until is None
    }
    return {
        "entered": {str(entry.stage): {"batch": entry.batch, "on": _day(entry.occurred_on)} for entry in live},
        "withdrawn": sorted(taken_back),
        "responsible": sorted(responsible),
        "years": {
            str(part.year): {"plan": _text(part.annual_plan_wan), "invested": _text(part.invested_wan)}
            for part in document.years
        },
        "expected_output": _text(document.expected_output_wan),
        "actual_output": _text(document.actual_output_wan),
        "arrived": _text(document.funds_arrived_wan),
        "registered_on": _day(document.statistics_registered_on),
    }


def beside(document: ProjectDocument, closed: Week) -> Figures:
    """What lists show beside that; `closed` is the week that closed last. Shares are in percent of the year's plan."""
    part = next((each for each in document.years if each.year == closed.year), None)
    pace = pace_of(document, part, closed) if part else None
    return {
        "problems": sum(problem.problem_status in (State.OPEN, State.ASKED) for problem in document.problems),
        "planned": _text(pace.planned) if pace else None,
        "points": _text(pace.points) if pace else None,
    }


def pace_kept(kept: Figures) -> tuple[Decimal | None, Decimal | None]:
    """What was due by the last cut-off, and how far ahead of it the project was; both in percent of the year's plan."""
    return _amount(kept.get("planned")), _amount(kept.get("points"))


def money_in(kept: Figures, year: int) -> tuple[Decimal | None, Decimal | None]:
    """The plan of a year, and what was invested in it."""
    part = kept.get("years", {}).get(str(year), {})
    return _amount(part.get("plan")), _amount(part.get("invested"))


def counted(of: Summary | ProjectDocument, kept: Figures, year: int) -> Counted:
    """What is counted of a project in a year, from its figures and from what lists show of it."""
    entered = {Stage(stage): entry for stage, entry in kept["entered"].items()}
    plan, invested = money_in(kept, year)
    return Counted(
        code=of.code,
        name=of.short_name,
        entered={stage: entry["batch"] for stage, entry in entered.items()},
        days={stage: date.fromisoformat(entry["on"]) for stage, entry in entered.items() if entry["on"]},
        withdrawn=frozenset(Stage(stage) for stage in kept["withdrawn"]),
        ended=of.condition is Condition.TERMINATED,
        kind=of.kind,
        area=of.area,
        units=tuple(kept["responsible"]),
        plan=plan,
        invested=invested,
        expected_output=_amount(kept["expected_output"]),
        actual_output=_amount(kept["actual_output"]),
        total=of.total_investment if isinstance(of, Summary) else of.total_investment_wan,
        arrived=_amount(kept["arrived"]),
        registered=kept["registered_on"] is not None,
    )


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else money(amount)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
