from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.assignments.models import Assignment, AssignmentStep, Source
from backend.assignments.queries import KEYS, mine
from backend.matrix.models import MatrixGoal, MatrixMeasure, WorkMatrix
from backend.projects.models import Project

NEWEST_FIRST = (col(WorkMatrix.year).desc(), col(WorkMatrix.number).desc())
GIVEN = (col(Assignment.source) == Source.MATRIX, col(Assignment.source_id) == col(MatrixMeasure.id))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Who sees all, and everybody whose unit has something in it: it hangs on the wall before all of them."""
    if actor.sees_all:
        return true()
    if not actor.is_person or actor.role is Role.READER:
        return false()
    goals = col(MatrixGoal.id) == MatrixMeasure.goal_id
    return exists().where(*GIVEN, goals, col(MatrixGoal.matrix_id) == col(WorkMatrix.id), mine(actor))


def those(actor: Actor) -> SelectOfScalar[WorkMatrix]:
    """All that the actor may see, the newest first."""
    return select(WorkMatrix).where(visible_to(actor)).order_by(*NEWEST_FIRST)


async def one(session: AsyncSession, actor: Actor, code: str) -> WorkMatrix | None:
    year, _, number = code.partition("-")
    if not (code.isascii() and year.isdecimal() and number.isdecimal() and len(code) < 10):
        return None
    query = those(actor).where(WorkMatrix.year == int(year), WorkMatrix.number == int(number))
    return (await session.exec(query)).one_or_none()


async def goals(session: AsyncSession, matrix: WorkMatrix) -> Sequence[MatrixGoal]:
    query = select(MatrixGoal).where(MatrixGoal.matrix_id == matrix.id)
    return (await session.exec(query.order_by(col(MatrixGoal.position), col(MatrixGoal.id)))).all()


async def measures(session: AsyncSession, matrix: WorkMatrix) -> Sequence[tuple[MatrixMeasure, str | None, str | None]]:
    """In their order, each with the code and the short name of its project."""
    query = (
        select(MatrixMeasure, Project.code, Project.short_name)
        .join(MatrixGoal, col(MatrixGoal.id) == MatrixMeasure.goal_id)
        .outerjoin(Project, col(Project.id) == MatrixMeasure.project_id)
        .where(MatrixGoal.matrix_id == matrix.id)
        .order_by(col(MatrixMeasure.position), col(MatrixMeasure.id))
    )
    return (await session.exec(query)).all()


async def assignments(session: AsyncSession, measures: Collection[UUID]) -> Sequence[Assignment]:
    """What these measures gave to units; those due first come first."""
    query = select(Assignment).where(Assignment.source == Source.MATRIX, col(Assignment.source_id).in_(list(measures)))
    return (await session.exec(query.options(joinedload(Assignment.unit)).order_by(*KEYS))).all()


async def last_steps(session: AsyncSession, assignments: Collection[UUID]) -> dict[UUID, AssignmentStep]:
    """The last thing that was said of each."""
    key = col(AssignmentStep.assignment_id)
    query = select(AssignmentStep).where(key.in_(list(assignments))).ext(distinct_on(key))
    query = query.order_by(key, col(AssignmentStep.said_at).desc(), col(AssignmentStep.id).desc())
    return {step.assignment_id: step for step in await session.exec(query)}
