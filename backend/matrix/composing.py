"""Reading a matrix: four statements, whatever the number of goals, measures and units."""

from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.assignments.models import Assignment, AssignmentStanding, AssignmentStep, StepKind
from backend.clock import BEIJING, today
from backend.matrix import queries
from backend.matrix.laid import SOON, Goal, Measure, State, Task, Whole
from backend.matrix.models import WorkMatrix


async def of(session: AsyncSession, actor: Actor, matrix: WorkMatrix) -> Whole:
    goals = await queries.goals(session, matrix)
    measures = await queries.measures(session, matrix)
    given = await queries.assignments(session, [measure.id for measure, *_ in measures])
    steps = await queries.last_steps(session, [each.id for each in given])
    tasks: dict[UUID | None, list[Task]] = {}
    for each in given:
        tasks.setdefault(each.source_id, []).append(_task(each, steps.get(each.id), actor))
    laid: dict[UUID, list[Measure]] = {}
    for measure, project, about in measures:
        of_goal = laid.setdefault(measure.goal_id, [])
        found = tasks.get(measure.id, [])
        of_goal.append(Measure(measure.id, len(of_goal) + 1, measure.what, measure.due_on, project, about, found))
    units = {each.unit.code: each.unit.called for each in given if each.standing is not AssignmentStanding.WITHDRAWN}
    rows = [Goal(goal.id, number, goal.name, goal.aim, laid.get(goal.id, [])) for number, goal in enumerate(goals, 1)]
    return Whole(rows, sorted(units.items()))


def _task(given: Assignment, last: AssignmentStep | None, actor: Actor) -> Task:
    said_on = last.said_at.astimezone(BEIJING).date() if last else None
    state = state_of(given, last, today())
    return Task(
        id=given.id,
        unit=given.unit.code,
        called=given.unit.called,
        due_on=given.due_on,
        state=state,
        days_over=(today() - given.due_on).days if state is State.OVERDUE else 0,
        last_word=last.said if last else "",
        said_on=said_on,
        opens=actor.sees_all or actor.unit_id == given.unit_id,
    )


def state_of(given: Assignment, last: AssignmentStep | None, day: date) -> State:
    if given.standing is AssignmentStanding.WITHDRAWN:
        return State.WITHDRAWN
    if given.standing is AssignmentStanding.DONE:
        done = last and last.kind is StepKind.DONE and last.said_at.astimezone(BEIJING).date() > given.due_on
        return State.LATE if done else State.DONE
    if given.due_on < day:
        return State.OVERDUE
    return State.SOON if given.due_on <= day + SOON else State.OPEN
