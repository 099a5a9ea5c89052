from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Date, DateTime, Integer, Select, String, Uuid, or_, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import NotFound
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.signals.supervised import SUPERVISED
from backend.supervision.models import Supervision
from backend.supervision.parts import ListedSupervisionPart
from backend.supervision.vocabulary import SupervisionState

ACTIVE = (SupervisionState.OPEN.value, SupervisionState.ANSWERED.value)
AT = DateTime(timezone=True)
TYPES: dict[str, Any] = {
    **dict.fromkeys(("id", "project_id", "unit_id", "ordered_by_id", "answered_by_id"), Uuid()),
    **dict.fromkeys(("order_year", "order_number"), Integer()),
    **dict.fromkeys(("axis", "level", "matter", "grounds", "what", "unit", "unit_name", "ordered_by"), String()),
    **dict.fromkeys(("origin", "closed_by", "closing_remark", "supervision_status"), String()),
    **dict.fromkeys(("plan_by", "report_by", "due_on"), Date()),
    **dict.fromkeys(("ordered_at", "closed_at"), AT),
    **dict.fromkeys(("answers", "checks"), JSON()),
}
standing = text(SUPERVISED).columns(**TYPES).subquery("supervised")
"""The same as a table that queries may join and filter."""


@dataclass(frozen=True)
class Standing:
    """An order as it stands, with what only the house needs to know."""

    part: ListedSupervisionPart
    project_id: UUID
    unit_id: UUID
    ordered_by_id: UUID | None
    answered_by_id: UUID | None


def visible(actor: Actor) -> ColumnElement[bool]:
    """Those of projects that the actor may read; of a person also those that their unit has."""
    of_project = readable(actor)
    if not actor.is_person or actor.unit_id is None:
        return of_project
    return or_(of_project, standing.c.unit_id == actor.unit_id)


def visible_to(actor: Actor) -> Select[Any]:
    query = select(standing, col(Summary.code).label("project"), col(Summary.short_name).label("project_name"))  # type: ignore[call-overload]
    joined: Select[Any] = query.join(Summary, col(Summary.project_id) == standing.c.project_id).where(visible(actor))
    return joined


async def read(session: AsyncSession, query: Select[Any]) -> list[Standing]:
    return [
        Standing(
            part=ListedSupervisionPart.model_validate(dict(row)),
            project_id=row["project_id"],
            unit_id=row["unit_id"],
            ordered_by_id=row["ordered_by_id"],
            answered_by_id=row["answered_by_id"],
        )
        for row in (await session.exec(query)).mappings()  # type: ignore[call-overload]
    ]


async def one(session: AsyncSession, actor: Actor, key: UUID) -> Standing:
    found = await read(session, visible_to(actor).where(standing.c.id == key))
    if not found:
        raise NotFound("没有这张督办单，或您不能查看它")
    return found[0]


async def hold(session: AsyncSession, actor: Actor, key: UUID) -> Standing:
    """As it stands, and until the end of the transaction nobody else does anything about it."""
    await one(session, actor, key)
    await session.exec(select(col(Supervision.id)).where(Supervision.id == key).with_for_update(key_share=True))
    return await one(session, actor, key)


async def of_project(session: AsyncSession, actor: Actor, project_id: UUID) -> list[Standing]:
    """All of them, the newest first."""
    query = visible_to(actor).where(standing.c.project_id == project_id)
    return await read(session, query.order_by(standing.c.ordered_at.desc(), standing.c.id.desc()))


def overdue(day: date) -> ColumnElement[bool]:
    late: ColumnElement[bool] = standing.c.supervision_status.in_(ACTIVE) & (standing.c.due_on < day)
    return late
