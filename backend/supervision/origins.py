"""From what an order is made: a problem that is not struck off, an axis that is red, or a leader's open 批示."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.assignments.models import Assignment, AssignmentStanding, Source
from backend.clock import today
from backend.errors import Conflict, Invalid
from backend.problems import queries as problems
from backend.problems.parts import ProblemPart
from backend.problems.vocabulary import Difficulty
from backend.projects.models import Duty, Project
from backend.projects.vocabulary import DutyKind, Signal
from backend.signals.models import Axis, Light
from backend.supervision.vocabulary import Origin
from backend.web.formats import md

ANSWERING = (DutyKind.RESPONSIBLE, DutyKind.LEAD)
WRONG = "写成 problem:问题id、light:轴 或 assignment:批示id，或者从列出的里面选"


@dataclass(frozen=True)
class From:
    """What an order is made from, with what it says of itself on the day."""

    kind: Origin
    key: str
    matter: str
    grounds: str
    columns: dict[str, Any]
    unit: str | None = None
    """Whose matter it is, unless the order says otherwise."""
    difficulty: Difficulty = Difficulty.ORDINARY
    """Which of the timers of 13710 it would be settled by."""

    @property
    def origin(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def called(self) -> str:
        return f"{self.kind.label}：{self.matter}"


async def offered(session: AsyncSession, actor: Actor, project: Project) -> list[From]:
    """Everything in the project of which an order can be made now."""
    raised = await problems.of_project(session, actor, project.id)
    found = [_of_problem(each.part) for each in raised if each.part.is_active]
    answering = await _answering(session, project)
    found += [_of_light(light, answering) for light in await _lights(session, project) if light.signal is Signal.RED]
    return found + [_of_assignment(*each) for each in await _instructions(session, project)]


async def found(session: AsyncSession, actor: Actor, project: Project, origin: str) -> From:
    """The one that is meant, or the sentence why there is no order from it."""
    possible = await offered(session, actor, project)
    if meant := next((each for each in possible if each.origin == origin), None):
        return meant
    kind, _, _ = origin.partition(":")
    if kind == Origin.LIGHT and origin.removeprefix("light:") in set(Axis):
        axis = Axis(origin.removeprefix("light:"))
        raise Conflict(f"{axis.label}现在不是红灯，不能按红灯督办；要督办请先登记问题")
    if kind not in set(Origin):
        raise Invalid.field("origin", WRONG, origin)
    if kind == Origin.PROBLEM:
        raise Invalid.field("origin", "这个项目没有这个未销号的问题，请从列出的里面选", origin)
    raise Invalid.field("origin", "这个项目没有这件办理中的批示，请从列出的里面选", origin)


def _of_problem(problem: ProblemPart) -> From:
    late = problem.overdue(today())
    parts = [
        f"问题台账第{problem.problem_number}号，{md(problem.due_on)}到期",
        f"超期{late}天" if late else "",
        f"退回{problem.sent_back}次" if problem.sent_back else "",
        f"已上报{problem.climbed_to.label}" if problem.climbed_to else "",
    ]
    said = f"{'，'.join(filter(None, parts))}。"
    columns = {"problem_id": problem.id}
    return From(Origin.PROBLEM, str(problem.id), problem.what, said, columns, problem.lead_unit, problem.difficulty)


def _of_light(light: Light, unit: str | None) -> From:
    said = f"{light.axis.label}红灯，自{md(light.since)}起。"
    return From(Origin.LIGHT, light.axis.value, light.reason, said, {"axis": light.axis}, unit)


def _of_assignment(assignment: Assignment, unit: str) -> From:
    late = max((today() - assignment.due_on).days, 0)
    said = f"领导批示，{md(assignment.due_on)}到期{f'，超期{late}天' if late else ''}。"
    columns = {"assignment_id": assignment.id}
    return From(Origin.ASSIGNMENT, str(assignment.id), assignment.what[:500], said, columns, unit)


async def _lights(session: AsyncSession, project: Project) -> list[Light]:
    """The newest of each axis."""
    newest = select(func.max(Light.number)).where(Light.project_id == project.id).group_by(Light.axis)
    query = select(Light).where(Light.project_id == project.id, col(Light.number).in_(newest))
    return list(await session.exec(query.order_by(col(Light.axis))))


async def _instructions(session: AsyncSession, project: Project) -> list[tuple[Assignment, str]]:
    query = select(Assignment, Unit.code).join(Unit, col(Unit.id) == Assignment.unit_id)
    query = query.where(Assignment.project_id == project.id, Assignment.source == Source.INSTRUCTION)
    query = query.where(Assignment.standing == AssignmentStanding.OPEN)
    return list((await session.exec(query.order_by(col(Assignment.assigned_at)))).all())


async def _answering(session: AsyncSession, project: Project) -> str | None:
    query = select(Duty.kind, Unit.code).join(Unit, col(Unit.id) == Duty.unit_id)
    query = query.where(Duty.project_id == project.id, col(Duty.until).is_(None), col(Duty.kind).in_(ANSWERING))
    held = (await session.exec(query)).all()
    return next((code for wanted in ANSWERING for kind, code in held if kind == wanted), None)
