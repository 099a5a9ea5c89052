"""What units had achieved by a moment, counted from the documents of that moment: what a brief tells as of its cut-off.

The same rules as `counting`, which asks the rows of now; a test holds that both say the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from backend.clock import BEIJING
from backend.projects.parts import DutyPart
from backend.projects.vocabulary import DutyKind
from backend.targets.counting import OPENING, Achieved
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.timeline.document import ProjectDocument

Amount = tuple[UnitMeasure, int, Decimal]
"""Of a measure in a month."""


def achieved(documents: Iterable[ProjectDocument], year: int, day: date) -> Achieved:
    """`day` is the day of the moment: in its month a project counts for the unit that answers on it."""
    amounts: Mapping[tuple[str, UnitMeasure, int], Decimal]
    amounts = defaultdict(Decimal)
    for document in documents:
        units = {month: _answering(document.duties, _last_day(year, month, day)) for month in range(1, 13)}
        for measure, month, amount in _amounts(document, year, day):
            for unit in units[month or 12]:
                amounts[unit, measure, month] += amount
        for unit, month in _closed(document, year):
            amounts[unit, UnitMeasure.CLOSED, month] += 1
    return Achieved(dict(amounts))


def answered_for(documents: Iterable[ProjectDocument], period: Period, day: date) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for document in documents:
        for unit in _answering(document.duties, min(period.ends_on, day)):
            counts[unit] += 1
    return dict(counts)


def _last_day(year: int, month: int, day: date) -> date:
    return min(Period.month(year, month).ends_on, day)


def _answering(duties: Iterable[DutyPart], day: date) -> set[str]:
    return {
        duty.unit
        for duty in duties
        if duty.kind is DutyKind.RESPONSIBLE
        and duty.unit
        and duty.since <= day
        and (not duty.until or duty.until > day)
    }


def _amounts(document: ProjectDocument, year: int, day: date) -> Iterator[Amount]:
    for entry in document.stages:
        if not entry.withdrawn and (on := entry.occurred_on) and on.year == year and on <= day:
            yield UnitMeasure(entry.stage.value), on.month, Decimal(1)
    if (on := document.statistics_registered_on) and on.year == year and on <= day:
        yield UnitMeasure.REGISTERED, on.month, Decimal(1)
    for each in document.years:
        if each.year == year:
            yield UnitMeasure.INVESTED, OPENING, each.opening_wan or Decimal(0)
            for month, amount in enumerate(each.months_wan, 1):
                if amount is not None:
                    yield UnitMeasure.INVESTED, month, amount


def _closed(document: ProjectDocument, year: int) -> Iterator[tuple[str, int]]:
    """问题销号 counts for the unit that leads, not for the project's."""
    for problem in document.problems:
        if problem.closed_at and problem.lead_unit:
            on = problem.closed_at.astimezone(BEIJING).date()
            if on.year == year:
                yield problem.lead_unit, on.month
