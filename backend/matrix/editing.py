"""Changing what stands in a matrix: other words, another order. What it said before is in the record of changes."""

from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.assignments.models import AssignmentStanding, AssignmentStep, StepKind
from backend.errors import Conflict
from backend.matrix import queries, service
from backend.matrix.models import MatrixGoal, MatrixMeasure
from backend.matrix.schemas import GoalWordsIn, MeasureWordsIn
from backend.web import moving
from backend.web.moving import MoveIn


async def reword_goal(session: AsyncSession, actor: Actor, code: str, goal_id: UUID, given: GoalWordsIn) -> MatrixGoal:
    goal = await service.goal_for_keeping(session, actor, code, goal_id)
    alike = select(MatrixGoal.id).where(MatrixGoal.matrix_id == goal.matrix_id, MatrixGoal.name == given.goal_name)
    if (await session.exec(alike.where(MatrixGoal.id != goal.id))).first():
        raise Conflict(f"矩阵里已经有目标“{given.goal_name}”，请换一个名称")
    goal.name, goal.aim = given.goal_name, given.aim
    await session.flush()
    return goal


async def reword_measure(
    session: AsyncSession, actor: Actor, code: str, measure_id: UUID, given: MeasureWordsIn
) -> MatrixMeasure:
    """What a unit was given stays as it was given; it is told of the other words by a step."""
    measure = await service.measure_for_keeping(session, actor, code, measure_id)
    if measure.what == given.what:
        return measure
    measure.what = given.what
    for each in await queries.assignments(session, [measure.id]):
        if each.standing is AssignmentStanding.OPEN:
            step = AssignmentStep(
                assignment_id=each.id,
                project_id=each.project_id,
                kind=StepKind.PROGRESS,
                said=f"工作矩阵里这条措施改写为：{given.what}",
                said_by_id=actor.person_id,
            )
            session.add(step)
    await session.flush()
    return measure


async def move_goal(session: AsyncSession, actor: Actor, code: str, goal_id: UUID, given: MoveIn) -> None:
    """Of two who move at once one waits for the other."""
    goal = await service.goal_for_keeping(session, actor, code, goal_id)
    matrix = await service.get(session, actor, code)
    moving.move(await queries.goals(session, matrix), goal, given)
    await session.flush()


async def move_measure(session: AsyncSession, actor: Actor, code: str, measure_id: UUID, given: MoveIn) -> None:
    """Within its goal."""
    measure = await service.measure_for_keeping(session, actor, code, measure_id)
    of_goal = select(MatrixMeasure).where(MatrixMeasure.goal_id == measure.goal_id)
    beside = (await session.exec(of_goal.order_by(col(MatrixMeasure.position), col(MatrixMeasure.id)))).all()
    moving.move(beside, measure, given)
    await session.flush()
