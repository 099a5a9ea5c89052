"""Reading the stored documents: those that lists, single reads and briefs send or tell of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select, SelectOfScalar

from backend.accounts.actor import Actor
from backend.errors import NotFound
from backend.projects.models import Project
from backend.projects.queries import coded, readable
from backend.projects.summary import Summary
from backend.timeline.document import ProjectDocument
from backend.timeline.models import Operation, ProjectVersion


def with_documents(query: SelectOfScalar[Summary]) -> Select[Summary, str]:
    """A list of summaries, each with the text of its current document."""
    joined = query.join(ProjectVersion, col(ProjectVersion.seq) == Summary.seq)
    return joined.with_only_columns(Summary, ProjectVersion.document)  # type: ignore[call-overload, no-any-return]


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


async def as_of(session: AsyncSession, actor: Actor, moment: datetime) -> Sequence[ProjectDocument]:
    """Every project that the actor may see, as it stood at a moment, by code."""
    newest = (
        select(func.max(ProjectVersion.seq)).where(ProjectVersion.at <= moment).group_by(col(ProjectVersion.project_id))
    )
    query = select(ProjectVersion.document).where(
        col(ProjectVersion.seq).in_(newest), ProjectVersion.operation == Operation.UPSERT
    )
    if not actor.sees_all:
        seen = select(Summary.project_id).where(readable(actor))
        query = query.where(col(ProjectVersion.project_id).in_(seen))
    texts = (await session.exec(query.order_by(col(ProjectVersion.code)))).all()
    return [ProjectDocument.model_validate_json(text) for text in texts if text]
