"""Taking what an axis needs from a project's rows. Pure: rows and the last closed week in, inputs out."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile

from backend.clock import BEIJING
from backend.milestones.models import Gate, SlipReason
from backend.money.plan_to_date import plan_to_date
from backend.projects.vocabulary import Stage
from backend.signals.axes.funds import Funds
from backend.signals.axes.progress import Progress
from backend.signals.axes.report import Report
from backend.signals.axes.start import Pause, Start
from backend.signals.axes.statistics import Register
from backend.signals.rows import Rows
from backend.signals.standing import condition, furthest, live
from backend.updates.owing import owes_weekly
from backend.weeks import Week


def start(rows: Rows) -> Start:
    """The plan is the agreed one of the milestone that proves the start; before it is agreed, the ledger's day."""
    gate = next((node for node in rows["milestones"] if node["gate"] == Gate.START), None)
    planned = (gate and gate["baseline_on"]) or rows["project"]["planned_start_on"]
    reason = gate["forecast_reason"] if gate else None
    return Start(
        planned_on=_day(planned),
        has_started=_has_started(rows),
        started_on=_started_on(rows),
        moved_to=_day(gate["forecast_on"]) if gate else None,
        moved_for=SlipReason(reason).label if reason else None,
        pauses=_pauses(rows),
    )


def progress(rows: Rows, closed: Week) -> Progress:
    """A week's money counts in the year of its Thursday, also where its cut-off lies beyond New Year."""
    year = closed.year
    until = min(max(closed.closes_at.date(), date(year, 1, 1)), date(year, 12, 31))
    monthly = {plan["month"]: plan["amount"] for plan in rows["monthly_plans"] if plan["year"] == year}
    return Progress(
        until=until,
        annual_plan=next((Decimal(plan["amount"]) for plan in rows["plans"] if plan["year"] == year), None),
        due=plan_to_date([_amount(monthly.get(month)) for month in range(1, 13)], until),
        invested=_invested(rows, closed),
    )


def register(rows: Rows) -> Register:
    return Register(_day(rows["project"]["statistics_registered_on"]), _has_started(rows), _started_on(rows))


def funds(rows: Rows) -> Funds:
    return Funds(
        plan=[(date.fromisoformat(each["due_on"]), Decimal(each["amount"])) for each in rows["fund_plans"]],
        arrivals=[(_day(each["arrived_on"]), Decimal(each["amount"])) for each in rows["fund_arrivals"]],
    )


def report(rows: Rows, closed: Week) -> Report:
    reported = {Week(date.fromisoformat(each["week_start"])) for each in rows["last_updates"]}
    owed = _owed(rows, closed)
    return Report(
        owes=owes_weekly(furthest(rows["entries"]), condition(rows)),
        owed_last_week=bool(owed) and owed[0] == closed,
        has_reported=bool(reported),
        missing=list(takewhile(lambda week: not any(week <= known <= closed for known in reported), owed)),
    )


def _invested(rows: Rows, closed: Week) -> Decimal | None:
    """Opening balance and updates of the year up to that week; none as long as nothing was said of the year."""
    later = [each for each in rows["last_updates"] if each["week_start"] > closed.start.isoformat()]
    later = [each for each in later if Week(date.fromisoformat(each["week_start"])).year == closed.year]
    months = [each for each in rows["invested"] if each["year"] == closed.year]
    opening = [Decimal(each["invested_in_year"]) for each in rows["openings"] if each["year"] == closed.year]
    if not opening and sum(each["weeks"] for each in months) <= len(later):
        return None
    counted = sum((Decimal(each["amount"]) for each in months), Decimal(0))
    return sum(opening, counted) - sum((Decimal(each["counted"]) for each in later), Decimal(0))


def _owed(rows: Rows, closed: Week) -> list[Week]:
    """The closed weeks that were owed, the newest first: from the first stage on, and never while it stood still."""
    recorded = [datetime.fromisoformat(each["recorded_at"]) for each in live(rows["entries"])]
    return list(weeks_from(min(recorded), _pauses(rows), closed)) if recorded else []


def weeks_from(moment: datetime, pauses: Sequence[Pause], closed: Week) -> Iterator[Week]:
    """The weeks up to the last closed one, the newest first, in which a project owed its update since that moment."""
    week = closed
    while week.closes_at >= moment.astimezone(BEIJING):
        day = week.closes_at.date()
        if not any(since <= day and (until is None or until > day) for since, until in pauses):
            yield week
        week = week.previous


def _has_started(rows: Rows) -> bool:
    return furthest(rows["entries"]) in (Stage.STARTED, Stage.PRODUCING)


def _started_on(rows: Rows) -> date | None:
    return next((_day(each["occurred_on"]) for each in live(rows["entries"]) if each["stage"] == Stage.STARTED), None)


def _pauses(rows: Rows) -> list[Pause]:
    return [(date.fromisoformat(each["since"]), _day(each["resumed_on"])) for each in rows["suspensions"]]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _amount(value: Decimal | int | None) -> Decimal | None:
    """An amount of a row: JSON gives a whole number as an integer."""
    return None if value is None else Decimal(value)
