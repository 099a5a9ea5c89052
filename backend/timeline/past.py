"""Projects as they stood at a moment: lists with all their filters and orders, and one by its code.

The state itself is the stored text of a version, byte for byte. Which versions stood, and what lists filter and sort
them by, is in the summaries that stood."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import NotFound
from backend.projects.listing import Filters, Sort, beyond, keys, matching
from backend.projects.models import Project
from backend.projects.queries import coded, readable
from backend.projects.summary import Summary
from backend.timeline import reading
from backend.timeline.models import ProjectVersion
from backend.timeline.scoping import seen_then
from backend.timeline.standing import columns, standing, summary


async def listed(  # noqa: PLR0913  a list is filters, order and place
    session: AsyncSession,
    actor: Actor,
    moment: datetime,
    filters: Filters,
    *,
    sort: Sort,
    limit: int,
    after: Sequence[Any] = (),
) -> list[tuple[Summary, str]]:
    """A part of the list at a moment, with the documents of then. They are fetched by their numbers in a second
    statement, so that the database sorts short rows and not long texts."""
    then = standing(moment)
    query = select(*columns(then)).where(seen_then(actor, then), *matching(filters, then)).order_by(*keys(sort, then))
    if after:
        query = beyond(query, sort, after, then)
    found = [summary(row) for row in (await session.exec(query.limit(limit))).all()]
    texts = await documents(session, [each.seq for each in found])
    return [(each, texts[each.seq]) for each in found]


async def documents(session: AsyncSession, numbers: Sequence[int]) -> dict[int, str]:
    query = select(ProjectVersion.seq, ProjectVersion.document).where(col(ProjectVersion.seq).in_(numbers))
    return {seq: text or "" for seq, text in (await session.exec(query)).all()}


async def at(session: AsyncSession, actor: Actor, code: str, moment: datetime | None) -> ProjectVersion:
    """The version of a project that stood at a moment, or stands now."""
    return await (version(session, actor, code, moment) if moment else reading.current(session, actor, code))


async def version(session: AsyncSession, actor: Actor, code: str, moment: datetime) -> ProjectVersion:
    """The version of a project that stood at a moment. The code is the one it had then, else the one it has now."""
    then = standing(moment)
    coded_now = col(then.project_id).in_(select(Project.id).where(coded(code)))
    numbers = select(then.seq).where(or_(col(then.code) == code, coded_now), seen_then(actor, then))
    query = select(ProjectVersion).where(col(ProjectVersion.seq).in_(numbers))
    found = sorted((await session.exec(query)).all(), key=lambda each: each.code != code)
    if not found:
        raise NotFound(f"那时没有编号为 {code[:40]} 的项目，或您不能查看它")
    return found[0]


async def first(session: AsyncSession, actor: Actor) -> datetime | None:
    """When the first record was made of what the actor may see now: before it every list is empty."""
    query = select(func.min(ProjectVersion.at))
    if not actor.sees_all:
        query = query.where(col(ProjectVersion.project_id).in_(select(Summary.project_id).where(readable(actor))))
    return (await session.exec(query)).one()
