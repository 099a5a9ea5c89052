from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import NotFound
from backend.problems.models import Problem
from backend.problems.parts import ListedProblemPart
from backend.problems.standing import standing
from backend.problems.vocabulary import State
from backend.projects.queries import readable
from backend.projects.summary import Summary

ACTIVE = (State.OPEN.value, State.ASKED.value)


@dataclass(frozen=True)
class Standing:
    """A problem as it stands, with what only the house needs to know."""

    part: ListedProblemPart
    project_id: UUID
    lead_unit_id: UUID | None
    asked_by_id: UUID | None


def visible_to(actor: Actor) -> Select[Any]:
    """Every problem of the projects that the actor may read."""
    query = select(standing, col(Summary.code).label("project"), col(Summary.short_name).label("project_name"))  # type: ignore[call-overload]
    joined: Select[Any] = query.join(Summary, col(Summary.project_id) == standing.c.project_id).where(readable(actor))
    return joined


async def read(session: AsyncSession, query: Select[Any]) -> list[Standing]:
    return [_standing(row) for row in (await session.exec(query)).mappings()]  # type: ignore[call-overload]


async def one(session: AsyncSession, actor: Actor, problem_id: UUID) -> Standing:
    found = await read(session, visible_to(actor).where(standing.c.id == problem_id))
    if not found:
        raise NotFound("没有这个问题，或您不能查看它")
    return found[0]


async def those(session: AsyncSession, actor: Actor, ids: Sequence[UUID]) -> list[Standing]:
    """Several, in the order given and each once; all of them have to be there. One statement."""
    rows = await read(session, visible_to(actor).where(standing.c.id.in_(ids))) if ids else []
    found = {each.part.id: each for each in rows}
    if set(ids) - set(found):
        raise NotFound("有的问题找不到，或您不能查看它，请回到上一页重新选")
    return [found[key] for key in dict.fromkeys(ids)]


async def hold(session: AsyncSession, actor: Actor, problem_id: UUID) -> Standing:
    """As it stands, and until the end of the transaction nobody else does anything about it."""
    await one(session, actor, problem_id)
    await session.exec(select(col(Problem.id)).where(Problem.id == problem_id).with_for_update(key_share=True))
    return await one(session, actor, problem_id)


async def of_project(session: AsyncSession, actor: Actor, project_id: UUID) -> list[Standing]:
    """All of them, the newest first."""
    query = visible_to(actor).where(standing.c.project_id == project_id)
    return await read(session, query.order_by(standing.c.problem_number.desc()))


async def open_counts(session: AsyncSession, day: date) -> tuple[int, int]:
    """Of all projects: how many problems a unit still has in hand, and how many of these are over their date."""
    late = func.count().filter(standing.c.due_on < day)
    query = select(func.count(), late).select_from(standing).where(standing.c.problem_status == State.OPEN.value)
    in_hand, overdue = (await session.exec(query)).one()
    return in_hand, overdue


async def active_counts(session: AsyncSession, project_ids: Iterable[Any]) -> dict[Any, int]:
    """How many problems of each project are not struck off."""
    query = select(standing.c.project_id, func.count()).where(
        standing.c.project_id.in_(list(project_ids)), standing.c.problem_status.in_(ACTIVE)
    )
    found: Sequence[Any] = (await session.exec(query.group_by(standing.c.project_id))).all()
    return dict(found)


def _standing(row: Any) -> Standing:
    return Standing(
        part=ListedProblemPart.model_validate(dict(row)),
        project_id=row["project_id"],
        lead_unit_id=row["lead_unit_id"],
        asked_by_id=row["asked_by_id"],
    )
