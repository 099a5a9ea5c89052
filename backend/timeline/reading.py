"""Reading the stored documents: those that lists, single reads and briefs send or tell of."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select, SelectOfScalar

from backend.accounts.actor import Actor
from backend.errors import NotFound
from backend.projects import service as projects
from backend.projects.models import Project
from backend.projects.queries import coded, readable
from backend.projects.summary import Summary
from backend.timeline import older
from backend.timeline.document import ProjectDocument
from backend.timeline.models import ProjectVersion
from backend.timeline.scoping import in_sight, seen_then
from backend.timeline.standing import standing


def with_documents() -> Select[Summary, str | None]:
    """Summaries, each with the text of its current document."""
    return select(Summary, ProjectVersion.document).join(ProjectVersion, col(ProjectVersion.seq) == Summary.seq)


async def current(session: AsyncSession, actor: Actor, code: str) -> ProjectVersion:
    """The version of a project that stands, for those who may read it."""
    query = (
        select(ProjectVersion)
        .join(Summary, col(Summary.seq) == ProjectVersion.seq)
        .join(Project, col(Project.id) == Summary.project_id)
        .where(readable(actor), coded(code))
    )
    version = (await session.exec(query)).first()
    if version is None:
        raise NotFound(f"没有编号为 {code[:40]} 的项目，或您不能查看它")
    return version


async def history(
    session: AsyncSession, actor: Actor, code: str, before: int | None, limit: int
) -> Sequence[ProjectVersion]:
    """The versions of a project, the newest first, from the one before `before` on."""
    query = await _versions(session, actor, code)
    if before:
        query = query.where(ProjectVersion.version < before)
    return (await session.exec(query.order_by(col(ProjectVersion.version).desc()).limit(limit))).all()


async def version(session: AsyncSession, actor: Actor, code: str, number: int) -> ProjectVersion:
    query = (await _versions(session, actor, code)).where(ProjectVersion.version == number)
    found = (await session.exec(query)).one_or_none()
    if found is None:
        raise NotFound(f"项目 {code[:40]} 没有第{number}版，请先看 /history")
    return found


async def _versions(session: AsyncSession, actor: Actor, code: str) -> SelectOfScalar[ProjectVersion]:
    project = await projects.get(session, actor, code)
    return select(ProjectVersion).where(ProjectVersion.project_id == project.id, in_sight(actor))


async def as_of(session: AsyncSession, actor: Actor, moment: datetime) -> Sequence[ProjectDocument]:
    """Every project that the actor may see, as it stood at a moment, by code."""
    then = standing(moment)
    query = (
        select(ProjectVersion.document)
        .where(col(ProjectVersion.seq).in_(select(then.seq).where(seen_then(actor, then))))
        .order_by(col(ProjectVersion.code))
    )
    return [older.read(text) for text in (await session.exec(query)).all() if text]
