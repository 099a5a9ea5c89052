"""Work matrices (工作矩阵): made by the office for a year; each measure is given to units with a day, as assignments."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts import units
from backend.accounts.actor import Actor
from backend.assignments import service as assignments
from backend.assignments.models import AssignmentStanding, Source
from backend.assignments.schemas import AssignmentIn
from backend.errors import Conflict, Invalid, NotFound, require
from backend.ids import uuid7
from backend.matrix import policy, queries
from backend.matrix.models import MatrixGoal, MatrixMeasure, WorkMatrix
from backend.matrix.schemas import GoalIn, MatrixIn, MeasureIn, MoreIn
from backend.projects import service as projects
from backend.projects.models import Project

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7312)")


async def get(session: AsyncSession, actor: Actor, code: str) -> WorkMatrix:
    if found := await queries.one(session, actor, code):
        return found
    raise NotFound(f"没有编号为 {code[:20]} 的工作矩阵，或您的单位不在里面")


def require_keeper(actor: Actor) -> None:
    require(policy.may_keep(actor), policy.NOT_YOURS)


async def for_keeping(session: AsyncSession, actor: Actor, code: str) -> WorkMatrix:
    """The matrix, for those who keep it; until the transaction ends nobody else adds to it."""
    matrix = await get(session, actor, code)
    require_keeper(actor)
    await session.refresh(matrix, ["title"], with_for_update=True)
    return matrix


async def goal_for_keeping(session: AsyncSession, actor: Actor, code: str, goal_id: UUID) -> MatrixGoal:
    matrix = await for_keeping(session, actor, code)
    goal = await session.get(MatrixGoal, goal_id)
    if goal is None or goal.matrix_id != matrix.id:
        raise NotFound("这张工作矩阵里没有这项目标，请回到矩阵再选")
    return goal


async def measure_for_keeping(session: AsyncSession, actor: Actor, code: str, measure_id: UUID) -> MatrixMeasure:
    matrix = await for_keeping(session, actor, code)
    measure = await session.get(MatrixMeasure, measure_id)
    goal = await session.get(MatrixGoal, measure.goal_id) if measure else None
    if measure is None or goal is None or goal.matrix_id != matrix.id:
        raise NotFound("这张工作矩阵里没有这条措施，请回到矩阵再选")
    return measure


async def make(session: AsyncSession, actor: Actor, given: MatrixIn) -> WorkMatrix:
    """The next number of the year. Sent again under the same id it is the same one."""
    require_keeper(actor)
    if existing := await session.get(WorkMatrix, given.id) if given.id else None:
        if (existing.year, existing.title) != (given.year, given.title):
            raise Conflict("这个 id 已经用在另一张工作矩阵上，请换一个 id")
        return existing
    await db.sql(session, ONE_AT_A_TIME)
    of_year = col(WorkMatrix.year) == given.year
    if (await session.exec(select(WorkMatrix.id).where(of_year, WorkMatrix.title == given.title))).first():
        raise Conflict(f"{given.year}年已经有一张叫“{given.title}”的工作矩阵，请换一个名称，或打开那一张")
    last = (await session.exec(select(func.coalesce(func.max(WorkMatrix.number), 0)).where(of_year))).one()
    matrix = WorkMatrix(id=given.id or uuid7(), year=given.year, number=last + 1, title=given.title)
    matrix.made_by_id = actor.person_id
    session.add(matrix)
    await session.flush()
    return matrix


async def add_goal(session: AsyncSession, actor: Actor, code: str, given: GoalIn) -> MatrixGoal:
    matrix = await for_keeping(session, actor, code)
    if existing := await session.get(MatrixGoal, given.id) if given.id else None:
        if (existing.matrix_id, existing.name, existing.aim) != (matrix.id, given.goal_name, given.aim):
            raise Conflict("这个 id 已经用在另一项目标上，请换一个 id")
        return existing
    of_matrix = col(MatrixGoal.matrix_id) == matrix.id
    if (await session.exec(select(MatrixGoal.id).where(of_matrix, MatrixGoal.name == given.goal_name))).first():
        raise Conflict(f"矩阵里已经有目标“{given.goal_name}”，请在它下面加措施")
    last = (await session.exec(select(func.coalesce(func.max(MatrixGoal.position), 0)).where(of_matrix))).one()
    goal = MatrixGoal(
        id=given.id or uuid7(),
        matrix_id=matrix.id,
        position=last + 1,
        name=given.goal_name,
        aim=given.aim,
        made_by_id=actor.person_id,
    )
    session.add(goal)
    await session.flush()
    return goal


async def add_measure(session: AsyncSession, actor: Actor, code: str, goal_id: UUID, given: MeasureIn) -> MatrixMeasure:
    """A measure, and an assignment of it to each unit: all of them or nothing."""
    goal = await goal_for_keeping(session, actor, code, goal_id)
    await _units_are_there(session, given.units)
    project = await projects.get(session, actor, given.project) if given.project else None
    said = (goal.id, given.what, given.due_on, project.id if project else None)
    if existing := await session.get(MatrixMeasure, given.id) if given.id else None:
        if (existing.goal_id, existing.what, existing.due_on, existing.project_id) != said:
            raise Conflict("这个 id 已经用在另一条措施上，请换一个 id")
        return existing
    of_goal = col(MatrixMeasure.goal_id) == goal.id
    last = (await session.exec(select(func.coalesce(func.max(MatrixMeasure.position), 0)).where(of_goal))).one()
    measure = MatrixMeasure(
        id=given.id or uuid7(),
        goal_id=goal.id,
        project_id=project.id if project else None,
        position=last + 1,
        what=given.what,
        due_on=given.due_on,
        made_by_id=actor.person_id,
    )
    session.add(measure)
    await session.flush()
    for unit in given.units:
        asked = AssignmentIn(what=given.what, unit=unit, due_on=given.due_on)
        await assignments.assign(session, actor, asked, Source.MATRIX, measure.id, project)
    return measure


async def give(session: AsyncSession, actor: Actor, code: str, measure_id: UUID, given: MoreIn) -> None:
    """To one more unit; or again, with another day, to one that has it no more."""
    measure = await measure_for_keeping(session, actor, code, measure_id)
    project = await session.get(Project, measure.project_id) if measure.project_id else None
    asked = AssignmentIn(what=measure.what, **given.model_dump())
    if not given.id or not any(each.id == given.id for each in await queries.assignments(session, [measure.id])):
        await _has_it_not(session, measure, given.unit)
    await assignments.assign(session, actor, asked, Source.MATRIX, measure.id, project)


async def _units_are_there(session: AsyncSession, codes: list[str]) -> None:
    known = {unit.code for unit in await units.existing(session)}
    if missing := "、".join(code for code in codes if code not in known):
        raise Invalid.field("units", f"没有编号为 {missing} 的单位，或它已经撤销，请从名单里选", missing)


async def _has_it_not(session: AsyncSession, measure: MatrixMeasure, unit: str) -> None:
    for each in await queries.assignments(session, [measure.id]):
        if each.unit.code == unit and each.standing is not AssignmentStanding.WITHDRAWN:
            raise Conflict(f"{each.unit.called}已经承担这条措施。要改期限，请先在那项交办里撤销，再交办一次")
