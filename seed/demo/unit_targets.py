"""What the units of a demonstration are to reach in each period of its years, decided when it opens."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.db import ask
from backend.targets import service
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period, of_year
from backend.targets.schemas import TargetIn
from seed.demo.cast import REVIEWER_OF
from seed.demo.span import Span, chance

COUNTED = (UnitMeasure.SIGNED, UnitMeasure.STARTED, UnitMeasure.PRODUCING)
PLANNED = text("""
    SELECT u.code, m.month, sum(m.amount) AS amount FROM monthly_plans m
    JOIN duties d ON d.project_id = m.project_id AND d.kind = 'responsible' AND d.until IS NULL
    JOIN units u ON u.id = d.unit_id WHERE m.year = :year GROUP BY u.code, m.month
""")


async def decide(session: AsyncSession, actor: Actor, span: Span) -> None:
    """Counts of projects by quarter and year; money as the monthly plans of the unit's projects add up."""
    for year in sorted({span.opening.year, span.last.year}):
        rows = await ask(session, PLANNED, year=year)
        plans = {(row.code, row.month): row.amount for row in rows}
        asked = [*_counts(year), *_money(year, plans)]
        await service.set_targets(session, actor, [each for each in asked if _is_watched(each, span)])


def _is_watched(target: TargetIn, span: Span) -> bool:
    """Of months before the books were opened nothing is known but what the year holds."""
    period = Period.parse(target.period)
    return period == Period.whole(period.year) or period.starts_on >= span.opening


def _counts(year: int) -> Iterator[TargetIn]:
    for unit in sorted(REVIEWER_OF):
        for measure in COUNTED:
            quarters = [chance(unit, measure.value, f"{year}-{number}").randint(0, 2) for number in range(4)]
            for number, amount in enumerate(quarters, 1):
                yield _target(unit, measure, Period.quarter(year, number), Decimal(amount or 1))
            yield _target(unit, measure, Period.whole(year), Decimal(sum(quarters) + 2))


def _money(year: int, plans: dict[tuple[str, int], Decimal]) -> Iterator[TargetIn]:
    for unit in sorted({unit for unit, _ in plans}):
        for period in of_year(year):
            if amount := sum((plans.get((unit, month), Decimal(0)) for month in period.months), Decimal(0)):
                yield _target(unit, UnitMeasure.INVESTED, period, amount)


def _target(unit: str, measure: UnitMeasure, period: Period, amount: Decimal) -> TargetIn:
    return TargetIn(unit=unit, measure=measure, period=period.code, amount=amount)
