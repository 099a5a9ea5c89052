"""Projects as they stood at a moment: lists with all their filters and orders, and one by its code.

The state itself is the stored text of a version, byte for byte. Which versions stood at a moment, and what lists
filter and sort them by, is in the summaries of now and of then."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import TIMESTAMP, func, literal, or_, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import NotFound
from backend.projects.listing import Filters, Sort, beyond, narrowed
from backend.projects.models import Project
from backend.projects.queries import coded, readable
from backend.projects.summary import Summary, past_summaries
from backend.timeline import reading
from backend.timeline.models import Operation, ProjectVersion

COLUMNS = tuple(Summary.model_fields)


def standing(moment: datetime) -> type[Summary]:
    """The summaries that stood at a moment, to be asked like those of today: each project that there was, once."""
    at = sql_cast(literal(moment), TIMESTAMP(timezone=True))
    today = Summary.metadata.tables[str(Summary.__tablename__)]
    unchanged_since = select(*today.c).where(today.c.updated_at <= at)
    past = select(*(past_summaries.c[each.name] for each in today.c)).where(past_summaries.c.during.op("@>")(at))
    return cast("type[Summary]", aliased(Summary, union_all(unchanged_since, past).subquery("standing")))


def columns(of: type[Summary]) -> list[Any]:
    """All of a summary, as columns: as an entity it would be taken for the summary of today."""
    return [getattr(of, name) for name in COLUMNS]


def summary(row: Any) -> Summary:
    """What stands in `columns`, as a summary that belongs to no session."""
    return Summary(**{name: getattr(row, name) for name in COLUMNS})


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
    query = narrowed(select(*columns(then)), actor, filters, sort, then)
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
    now_coded = select(Project.id).where(coded(code))
    ever_coded = select(ProjectVersion.project_id).where(ProjectVersion.code == code)
    project_id = col(ProjectVersion.project_id)
    newest = (
        select(func.max(ProjectVersion.seq))
        .where(or_(project_id.in_(now_coded), project_id.in_(ever_coded)), ProjectVersion.at <= moment)
        .group_by(project_id)
    )
    if not actor.sees_all:
        newest = newest.where(project_id.in_(select(Summary.project_id).where(readable(actor))))
    query = select(ProjectVersion).where(
        col(ProjectVersion.seq).in_(newest), ProjectVersion.operation == Operation.UPSERT
    )
    found = sorted((await session.exec(query)).all(), key=lambda each: each.code != code)
    if not found:
        raise NotFound(f"那时没有编号为 {code[:40]} 的项目，或您不能查看它")
    return found[0]
