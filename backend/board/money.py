"""A project's money in a year, as its page prints it. Pure: the parts of the document and the year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from backend.timeline.document import YearPart
from backend.units import share
from backend.web.formats import UNKNOWN, wan

Month = tuple[str, Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Year:
    """Amounts in 万元; unknown is none, and a month in which nothing was reported is none as well."""

    year: int
    plan: Decimal | None
    opening: Decimal | None
    invested: Decimal | None
    rate: Decimal | None
    months: list[Month]

    @property
    def has_bars(self) -> bool:
        return any(done for _, _, done in self.months)

    @property
    def says(self) -> str:
        """The picture in words, for who cannot see it."""
        told = "，".join(f"{label}{wan(done)}" for label, _, done in self.months if done)
        return f"{self.year}年各月完成：{told or UNKNOWN}"

    @property
    def fraction(self) -> str:
        """What the rate was made of."""
        return f"{self.invested:,.2f}/{self.plan:,.2f}" if self.invested is not None and self.plan else ""


def year_of(years: Iterable[YearPart], year: int) -> Year:
    part = next((each for each in years if each.year == year), None)
    if part is None:
        return Year(year, None, None, None, None, _months([None] * 12))
    return Year(
        year=year,
        plan=part.annual_plan_wan,
        opening=part.opening_wan,
        invested=part.invested_wan,
        rate=share(part.invested_wan, part.annual_plan_wan) if part.invested_wan is not None else None,
        months=_months([amount or None for amount in part.months_wan]),
    )


def _months(done: list[Decimal | None]) -> list[Month]:
    """The plan by month is not kept yet."""
    return [(f"{number}月", None, amount) for number, amount in enumerate(done, 1)]
