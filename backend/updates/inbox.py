"""A reviewer's inbox: the updates that came in of the projects of their unit, those that nobody has read first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.projects.models import Project
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.updates.models import ReviewVerdict, Update
from backend.updates.photos.models import Photo
from backend.updates.reviewing import newest_verdict, of_unit
from backend.weeks import Week

MOST = 60


@dataclass(frozen=True)
class Came:
    """An update that came in; `verdict` is none as long as nobody has read it."""

    project: Project
    update: Update
    week: Week
    verdict: ReviewVerdict | None
    photos: int


async def came_in(session: AsyncSession, actor: Actor, *, read: bool) -> list[Came]:
    """Of this week and the one before; what is older was read in its brief. One statement."""
    verdict = newest_verdict()
    photos = select(func.count()).where(Photo.update_id == Update.id).correlate(Update).scalar_subquery()
    query: Any = select(Update, Project, verdict.label("verdict"), photos.label("photos"))
    query = query.join(Project, col(Project.id) == Update.project_id).where(waiting_on(actor))
    query = query.where(verdict.is_not(None) if read else verdict.is_(None))
    query = query.options(joinedload(Update.submitted_by))
    query = query.order_by(col(Update.submitted_at).desc() if read else col(Update.submitted_at)).limit(MOST)
    found: Sequence[Any] = (await session.exec(query)).all()
    return [
        Came(project, update, Week(update.week_start), ReviewVerdict(said) if said else None, count)
        for update, project, said, count in found
    ]


def waiting_on(actor: Actor) -> Any:
    """Recent updates that others sent of projects that the actor's unit answers for; the project office sees all."""
    recent = (col(Update.week_start) >= Week.current().previous.start) & (
        col(Update.submitted_by_id).is_distinct_from(actor.id)
    )
    if actor.runs_projects:
        return recent & col(Update.project_id).in_(select(Summary.project_id).where(readable(actor)))
    return recent & col(Update.project_id).in_(of_unit(actor.unit_id))
