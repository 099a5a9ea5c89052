"""Putting right the investment of a week that has closed: a row beside the update, which stays as it was sent."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict, Invalid
from backend.money.models import Correction
from backend.projects.service import for_office
from backend.units import Wan, money
from backend.updates import queries
from backend.updates.models import Update
from backend.web.schema import Input
from backend.weeks import Week


class CorrectionIn(Input):
    invested_wan: Wan
    """这一周完成投资的正确数"""
    reason: Annotated[str, Field(min_length=2, max_length=500)]
    """为什么更正"""


async def correct(session: AsyncSession, actor: Actor, code: str, week: Week, given: CorrectionIn) -> Correction:
    """From now on this counts for the week. The same again right after is the same row."""
    project = await for_office(session, actor, code)
    update = await queries.reported(session, project, week)
    if not week.is_closed:
        raise Conflict(f"第{week.number}周还没有截止，请直接改报，不用更正")
    newest = (await queries.corrected(session, [update.id])).get(update.id)
    if newest and (newest.invested, newest.reason) == (given.invested_wan, given.reason):
        return newest
    if given.invested_wan == (newest or update).invested:
        raise Invalid.field(
            "invested_wan", f"现在算的就是{money(given.invested_wan)}万元，不用更正", given.invested_wan
        )
    row = Correction(
        project_id=project.id,
        update_id=update.id,
        invested=given.invested_wan,
        reason=given.reason,
        corrected_by_id=actor.person_id,
    )
    session.add(row)
    await session.flush()
    return row


async def of_week(session: AsyncSession, update: Update) -> Sequence[Correction]:
    """All of them, the newest first."""
    query = select(Correction).where(Correction.update_id == update.id)
    return (await session.exec(query.order_by(*queries.IN_ORDER))).all()[::-1]
