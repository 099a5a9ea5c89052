"""Setting targets: the newest row of a unit, measure and period counts; what was set before stays readable."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import queries as accounts
from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.errors import Invalid
from backend.targets.checking import check
from backend.targets.models import Target, UnitMeasure
from backend.targets.periods import Period
from backend.targets.policy import require_keeper
from backend.targets.schemas import TargetIn

Key = tuple[str, UnitMeasure, str]
"""Unit, measure and period of a target."""


async def newest(session: AsyncSession, year: int, by: datetime | None = None) -> dict[Key, Target]:
    """The targets of a year that count; those that counted at a moment."""
    query = select(Target).where(Target.year == year).options(selectinload(Target.unit))
    if by:
        query = query.where(Target.set_at <= by)
    rows = await session.exec(query.order_by(col(Target.set_at), col(Target.id)))
    return {(row.unit.code, row.measure, row.period): row for row in rows}


async def amounts(session: AsyncSession, year: int, by: datetime | None = None) -> dict[Key, Decimal | None]:
    return {key: row.amount for key, row in (await newest(session, year, by)).items()}


async def set_targets(session: AsyncSession, actor: Actor, given: Sequence[TargetIn]) -> int:
    """Set what differs from what counts already; how many that was. All of them or none."""
    require_keeper(actor)
    units = {unit.code: unit for unit in await session.exec(accounts.units())}
    counting: dict[Key, Decimal | None] = {}
    for year in {Period.parse(each.period).year for each in given}:
        counting |= await amounts(session, year)
    new = []
    for place, each in enumerate(given):
        _check(each, units, f"{place}" if len(given) > 1 else "")
        if counting.get((each.unit, each.measure, each.period)) != each.amount:
            new.append(_row(each, units[each.unit], actor))
    session.add_all(new)
    await session.flush()
    return len(new)


def _row(given: TargetIn, unit: Unit, actor: Actor) -> Target:
    return Target(
        unit_id=unit.id,
        measure=given.measure,
        year=Period.parse(given.period).year,
        period=given.period,
        amount=given.amount,
        set_by_id=actor.person_id,
    )


def _check(given: TargetIn, units: dict[str, Unit], place: str) -> None:
    try:
        check(given, units)
    except Invalid as error:
        raise error.inside(place) if place else error from None
