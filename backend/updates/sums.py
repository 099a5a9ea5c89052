"""What a week's number is added to. Pure: the updates of a project, its opening balance, and the week."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from backend.updates.models import Update
from backend.weeks import Week


@dataclass(frozen=True)
class Sums:
    """Invested so far in the month and in the year of a week, in 万元; the year includes its opening balance."""

    month: Decimal
    year: Decimal


def sums(updates: Iterable[Update], opening: Decimal | None, week: Week) -> Sums:
    """Of all weeks but this one: its own number is about to be added."""
    month, year = Decimal(0), opening or Decimal(0)
    for update in updates:
        other = Week(update.week_start)
        if other == week or other.year != week.year:
            continue
        year += update.invested
        if other.month == week.month:
            month += update.invested
    return Sums(month, year)
