"""一、总体情况"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from backend.briefs.data import CapacityRate, Completion, CountRate, Overall, Rates, Row, StageRow, YearProgress
from backend.briefs.figures.pace import due
from backend.briefs.figures.sums import comparable, completion, invested_of, plan_of, row_of, total
from backend.briefs.snapshot import Snapshot
from backend.lifecycle.parts import StagePart
from backend.money.plan_to_date import points
from backend.signals.rates import Rate, RateKind, newest, rate
from backend.timeline.document import ProjectDocument
from backend.timeline.figures import counted, figures
from backend.units import rounded, share


def overall(snapshot: Snapshot) -> Overall:
    documents, year = snapshot.now, snapshot.week.year
    whole = stage_row(Row.PIPELINE, documents, year)
    return Overall(
        rows=[stage_row(row, [d for d in documents if row_of(d) is row], year) for row in Row],
        whole=whole,
        rates=_rates(snapshot),
        year=_progress(documents, snapshot, whole.completion),
    )


def stage_row(row: Row, documents: Sequence[ProjectDocument], year: int) -> StageRow:
    return StageRow(
        row=row,
        count=len(documents),
        total=total(document.total_investment_wan for document in documents),
        plan=total(plan_of(document, year) for document in documents),
        invested=total(invested_of(document, year) for document in documents),
        completion=completion(documents, year),
    )


def live(document: ProjectDocument) -> list[StagePart]:
    """The stage entries that stand."""
    return [entry for entry in document.stages if entry.withdrawn is None]


def current_batch(snapshot: Snapshot) -> str | None:
    """The newest of the batches that were held by then or that somebody had entered."""
    named = {entry.batch for document in snapshot.now for entry in live(document) if entry.batch}
    return newest({*named, *snapshot.held})


def _rates(snapshot: Snapshot) -> Rates:
    current, year = current_batch(snapshot), snapshot.week.year
    projects = [counted(document, figures(document), year) for document in snapshot.now]
    names = {document.code: document.short_name for document in snapshot.now}
    capacity = rate(RateKind.CAPACITY, projects, current)
    return Rates(
        current_batch=current,
        start=_counts(rate(RateKind.START, projects, current), names),
        production=_counts(rate(RateKind.PRODUCTION, projects, current), names),
        capacity=CapacityRate(
            actual=Decimal(capacity.numerator),
            expected=Decimal(capacity.denominator),
            percent=capacity.percent,
            counted=len(capacity.counted),
            unknown=len(capacity.unknown),
            without_batch=len(capacity.without_batch),
        ),
    )


def _counts(rate: Rate, names: dict[str, str]) -> CountRate:
    return CountRate(
        numerator=int(rate.numerator),
        denominator=int(rate.denominator),
        percent=rate.percent,
        without_batch=len(rate.without_batch),
        ended=[names[code] for code in rate.ended],
    )


def _progress(documents: Sequence[ProjectDocument], snapshot: Snapshot, done: Completion) -> YearProgress:
    year = snapshot.week.year
    months, place = time_of_year(snapshot.day, year)
    elapsed = share(months, 12)
    assert elapsed is not None
    since, sums = _by_month(documents, year, months)
    planned = due(comparable(documents, year), within(snapshot.day, year), place)
    by_time = None if done.percent is None else done.percent - elapsed
    return YearProgress(
        year=year,
        months=months,
        time_percent=elapsed,
        points=points(done.invested, planned.now, done.plan) if planned.by_month else by_time,
        place=place,
        plan_now=None if done.plan is None else planned.now,
        since=since,
        done=sums,
        by_month=planned.by_month,
        plan_percent=share(planned.now, done.plan) if planned.by_month else None,
        plan=planned.month_ends if planned.by_month else [],
    )


def within(day: date, year: int) -> date:
    """A week may lie partly in another year than the one that it belongs to."""
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))


def time_of_year(day: date, year: int) -> tuple[int, Decimal]:
    """Full months that have passed of a year, and its time in months."""
    day = within(day, year)
    days = monthrange(day.year, day.month)[1]
    months = day.month if day.day == days else day.month - 1
    return months, rounded(Decimal(day.month - 1) + Decimal(day.day) / days)


def _by_month(documents: Sequence[ProjectDocument], year: int, months: int) -> tuple[int, list[Decimal]]:
    """Sums since January at month ends. What lies in opening balances has no months of its own."""
    parts = comparable(documents, year)
    opened = sum((part.opening_wan or Decimal(0) for part in parts), Decimal(0))
    by_month = [sum((part.months_wan[month] or Decimal(0) for part in parts), Decimal(0)) for month in range(12)]
    reported = next((month for month, amount in enumerate(by_month) if amount), months)
    since = min(reported, months) if opened else 0
    ends = range(since or 1, months + 1)
    return since, [opened + sum(by_month[:end], Decimal(0)) for end in ends]
