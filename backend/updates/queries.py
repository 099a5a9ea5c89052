from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.errors import NotFound
from backend.money.models import Correction
from backend.projects.models import Project
from backend.updates.models import Update
from backend.weeks import Week

IN_ORDER = (col(Correction.corrected_at), col(Correction.id))
"""The newest last, so that it is the one that stays where an update can have only one."""


async def of_week(session: AsyncSession, project: Project, week: Week) -> Update | None:
    query = select(Update).where(Update.project_id == project.id, Update.week_start == week.start)
    return (await session.exec(query)).one_or_none()


async def reported(session: AsyncSession, project: Project, week: Week) -> Update:
    """The update of a week; a week that nobody reported has nothing to put right."""
    update = await of_week(session, project, week)
    if update is None:
        raise NotFound(f"{project.short_name}第{week.number}周没有报送，请先补报")
    return update


async def in_the_way(session: AsyncSession, project: Project, week: Week, sent_id: UUID | None) -> Update | None:
    """What stands where an update is to be put: that of the week, or one that has its id. Until the end of the
    transaction nobody else puts one there: of twenty who come at once the first writes, and the others read it."""
    await session.exec(select(col(Project.id)).where(Project.id == project.id).with_for_update(key_share=True))
    here = or_(col(Update.week_start) == week.start, col(Update.id) == sent_id)
    query = select(Update).where(Update.project_id == project.id, here).order_by((col(Update.id) == sent_id).desc())
    return (await session.exec(query)).first()


async def latest(
    session: AsyncSession, project_id: UUID, limit: int, *, before: Week | None = None
) -> Sequence[Update]:
    query = select(Update).where(Update.project_id == project_id).order_by(col(Update.week_start).desc())
    if before:
        query = query.where(Update.week_start < before.start)
    return (await session.exec(query.limit(limit).options(joinedload(Update.submitted_by)))).all()


async def corrected(
    session: AsyncSession, updates: Iterable[UUID], *, by: datetime | None = None
) -> dict[UUID, Correction]:
    """The correction that counts of each update that has one: the newest, of those made by then."""
    query = select(Correction).where(col(Correction.update_id).in_(list(updates)))
    if by:
        query = query.where(col(Correction.corrected_at) <= by)
    return {row.update_id: row for row in await session.exec(query.order_by(*IN_ORDER))}
