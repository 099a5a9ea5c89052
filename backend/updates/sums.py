"""What a week's number is added to. Pure: the updates of a project as corrected, its opening balance, the week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from backend.money.models import Correction
from backend.updates.models import Update
from backend.weeks import Week

NONE: Mapping[UUID, Correction] = MappingProxyType({})


@dataclass(frozen=True)
class Sums:
    """Invested so far in the month and in the year of a week, in 万元; the year includes its opening balance."""

    month: Decimal
    year: Decimal


def sums(
    updates: Iterable[Update], opening: Decimal | None, week: Week, corrected: Mapping[UUID, Correction] = NONE
) -> Sums:
    """Of all weeks but this one: its own number is about to be added."""
    month, year = Decimal(0), opening or Decimal(0)
    for update in updates:
        other = Week(update.week_start)
        if other == week or other.year != week.year:
            continue
        amount = corrected.get(update.id, update).invested
        year += amount
        if other.month == week.month:
            month += amount
    return Sums(month, year)
