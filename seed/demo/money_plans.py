"""How the office of a demonstration plans and funds a project: the months of a year, the sources, the due days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.money import funds, plans
from backend.money.models import FundKind
from backend.money.schemas import FundArrivalIn, FundingIn, FundingSourceIn, FundPlanIn, MonthlyPlanIn
from backend.units import rounded
from seed.demo.money import HUNDRED, Money
from seed.demo.plots import Plot
from seed.demo.span import Span, chance

SEASON = (3, 3, 7, 5, 6, 8, 10, 11, 12, 13, 12, 10)
"""Percent of a year by month: 13 in the first quarter and 32 in the first half, as provinces report."""
WITHOUT_MONTHS = {"YS-016", "YS-029"}
"""Nobody planned their months: nobody can say whether they are fast."""
DRAFT = "YS-014"
"""Its months do not add up to its year."""
TEN = Decimal("1E1")
SOURCES = {
    True: {FundKind.OWN: 40, FundKind.LOAN: 60},
    False: {FundKind.CENTRAL: 20, FundKind.FISCAL: 30, FundKind.SPECIAL_BOND: 50},
}
UNFUNDED = {"YS-009", "YS-022", "YS-024"}
"""Their money comes late."""


@dataclass(frozen=True)
class Books:
    plot: Plot
    money: Money
    span: Span

    def months(self, year: int, annual: Decimal) -> list[Decimal]:
        """Half by the course of the works, half by the season; December takes what rounding left."""
        course = [self._in_month(year, month) for month in range(1, 13)]
        whole = sum(course, Decimal(0))
        shares = [
            Decimal(season) / 200 + (own / whole / 2 if whole else Decimal(season) / 200)
            for season, own in zip(SEASON, course, strict=True)
        ]
        found = [(annual * share).quantize(TEN) + 0 for share in shares[:-1]]
        return [*found, max(annual - sum(found, Decimal(0)), Decimal(0))]

    def _in_month(self, year: int, month: int) -> Decimal:
        return self.money.invested_by(month_end(year, month)) - self.money.invested_by(
            date(year, month, 1) - timedelta(days=1)
        )

    def due(self) -> Iterator[tuple[date, Decimal]]:
        """Half a year of works is to be paid before it is built."""
        last = Decimal(0)
        for year in range(self.span.opening.year - 1, self.span.end.year + 1):
            for month in (6, 12):
                amount = self.money.invested_by(month_end(year, month)).quantize(HUNDRED) + 0
                if last < amount <= self.plot.total:
                    last = amount
                    yield month_end(year, month), amount


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


async def plan_months(session: AsyncSession, actor: Actor, books: Books, year: int, annual: Decimal) -> None:
    if books.plot.code in WITHOUT_MONTHS:
        return
    months = books.months(year, annual)
    if books.plot.code == DRAFT:
        months[-1] = (months[-1] / 2).quantize(TEN) + 0
    given = MonthlyPlanIn(year=year, monthly_wan=months)
    await plans.set_months(session, actor, books.plot.code, given)


async def open_funds(session: AsyncSession, actor: Actor, books: Books) -> None:
    """Where the money comes from, by when, and what had come before the first week."""
    plot, luck = books.plot, chance(books.plot.code, "funds")
    parts = SOURCES[plot.signs]
    sources = [
        FundingSourceIn(kind=kind, amount_wan=rounded(plot.total * percent / 100)) for kind, percent in parts.items()
    ]
    if luck.random() < 0.08:
        sources = sources[:-1]
    await funds.set_sources(session, actor, plot.code, FundingIn(sources=sources))
    for day, amount in books.due():
        await funds.plan(session, actor, plot.code, FundPlanIn(due_on=day, amount_wan=amount))
    due = [amount for day, amount in books.due() if day <= books.span.opening]
    known = due[-1] if due else books.money.invested_by(books.span.opening).quantize(HUNDRED) + 0
    arrived = (known * Decimal("0.7")).quantize(HUNDRED) + 0 if plot.code in UNFUNDED else known
    if arrived:
        first = next(iter(parts))
        given = FundArrivalIn(kind=first, amount_wan=arrived, document="期初登记")
        await funds.arrive(session, actor, plot.code, given)
