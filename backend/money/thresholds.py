"""What an area asks of its projects (标准地 and the like), from a day on. A new row replaces; none is rewritten."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict, Invalid, require
from backend.money.accounts import Asked
from backend.money.models import Measure, Threshold
from backend.money.schemas import ThresholdIn
from backend.projects import policy, queries
from backend.projects.vocabulary import Scheme

NOT_YOURS = "只有管理员可以定控制指标，请联系管理员"


def require_keeper(actor: Actor) -> None:
    require(policy.may_keep_lists(actor), NOT_YOURS)


async def ask(session: AsyncSession, actor: Actor, given: ThresholdIn) -> Threshold:
    """From that day on the area asks this. The same again is the same row."""
    require_keeper(actor)
    await _check_area(session, given.area)
    query = select(Threshold).where(
        Threshold.area == given.area, Threshold.measure == given.measure, Threshold.valid_from == given.valid_from
    )
    if found := (await session.exec(query)).one_or_none():
        if (found.at_least, found.at_most) != (given.at_least, given.at_most):
            raise Conflict(f"从{given.valid_from}起的{given.measure.label}已经定过，要改请从另一天起定新的")
        return found
    row = Threshold(**given.model_dump())
    session.add(row)
    await session.flush()
    return row


async def _check_area(session: AsyncSession, area: str) -> None:
    known = (await session.exec(queries.classifications(Scheme.AREA))).all()
    if area not in {each.code for each in known}:
        choices = "、".join(f"{each.code}（{each.label}）" for each in known)
        raise Invalid.field("area", f"没有这个片区，请从这些里选：{choices}", area)


async def every(session: AsyncSession) -> Sequence[Threshold]:
    """By area and measure, the newest first."""
    order = (col(Threshold.area), col(Threshold.measure), col(Threshold.valid_from).desc())
    return (await session.exec(select(Threshold).order_by(*order))).all()


async def asked_of(session: AsyncSession, area: str | None, day: date) -> dict[Measure, Asked]:
    """What the area asks on that day: of each measure the newest row that has begun."""
    if area is None:
        return {}
    query = select(Threshold).where(Threshold.area == area, Threshold.valid_from <= day)
    rows = await session.exec(query.order_by(col(Threshold.valid_from)))
    return {row.measure: Asked(row.at_least, row.at_most) for row in rows}
