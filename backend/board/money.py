"""A project's money in a year, as its page prints it. Pure: the document and the week that closed last."""

from dataclasses import dataclass
from decimal import Decimal

from backend.money.plans import warnings
from backend.timeline.document import ProjectDocument
from backend.timeline.pace import Pace, pace_of
from backend.units import share
from backend.web.formats import UNKNOWN, wan_said
from backend.weeks import Week

Month = tuple[str, Decimal | None, Decimal | None]
NO_MONTHS: list[Decimal | None] = [None] * 12


@dataclass(frozen=True)
class Year:
    """Amounts in 万元; unknown is none, and a month in which nothing was reported is none as well."""

    year: int
    plan: Decimal | None
    opening: Decimal | None
    invested: Decimal | None
    rate: Decimal | None
    months: list[Month]
    statistics: tuple[int, Decimal] | None
    """The last month of which the statistics bureau gave a figure, and that figure: since January."""
    pace: Pace | None
    draft: list[str]
    """What does not fit in the plan by months."""

    @property
    def has_bars(self) -> bool:
        return any(done or plan for _, plan, done in self.months)

    @property
    def says(self) -> str:
        """The picture in words, for who cannot see it."""
        done = "，".join(f"{label}{wan_said(amount)}" for label, _, amount in self.months if amount)
        planned = "，".join(f"{label}{wan_said(amount)}" for label, amount, _ in self.months if amount)
        return f"{self.year}年各月完成：{done or UNKNOWN}" + (f"。计划：{planned}" if planned else "")

    @property
    def fraction(self) -> str:
        """What the rate was made of."""
        return f"{self.invested:,.2f}/{self.plan:,.2f}" if self.invested is not None and self.plan else ""


def year_of(document: ProjectDocument, year: int, closed: Week) -> Year:
    part = next((each for each in document.years if each.year == year), None)
    if part is None:
        return Year(year, None, None, None, None, _months(NO_MONTHS, NO_MONTHS), None, None, [])
    counted = [(month, amount) for month, amount in enumerate(part.statistics_wan, 1) if amount is not None]
    return Year(
        year=year,
        plan=part.annual_plan_wan,
        opening=part.opening_wan,
        invested=part.invested_wan,
        rate=share(part.invested_wan, part.annual_plan_wan) if part.invested_wan is not None else None,
        months=_months(part.monthly_plan_wan, part.months_wan),
        statistics=counted[-1] if counted else None,
        pace=pace_of(document, part, closed) if closed.year == year else None,
        draft=warnings(year, part.monthly_plan_wan, part.annual_plan_wan),
    )


def _months(plan: list[Decimal | None], done: list[Decimal | None]) -> list[Month]:
    return [(f"{month}月", plan[month - 1], done[month - 1]) for month in range(1, 13)]
