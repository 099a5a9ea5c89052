"""What was to be invested by a day: of each project by its plan of months, else by its annual plan spread evenly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.money.plan_to_date import plan_to_date
from backend.timeline.document import YearPart
from backend.units import rounded


@dataclass(frozen=True)
class Due:
    """`by_month` is how many of the projects have a plan of months."""

    now: Decimal
    month_ends: list[Decimal]
    by_month: int


def due(parts: Sequence[YearPart], day: date, place: Decimal) -> Due:
    """`place` is the same day as a time of the year in months."""
    planned = [part for part in parts if has_months(part)]
    rest = [part for part in parts if not has_months(part)]
    spread = sum((part.annual_plan_wan or Decimal(0) for part in rest), Decimal(0))
    months = [sum((part.monthly_plan_wan[month] or Decimal(0) for part in planned), Decimal(0)) for month in range(12)]
    ends = [sum(months[:month], Decimal(0)) + spread * month / 12 for month in range(1, 13)]
    return Due(
        now=rounded((plan_to_date(months, day) or Decimal(0)) + spread * place / 12),
        month_ends=[rounded(end) for end in ends],
        by_month=len(planned),
    )


def has_months(part: YearPart) -> bool:
    return plan_to_date(part.monthly_plan_wan, date(part.year, 12, 31)) is not None
