"""Assignments (交办): given to a unit with a day, worked on, done; sent back or withdrawn by who gave them."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role, Unit
from backend.assignments import policy
from backend.assignments import queries as assignments
from backend.assignments.models import Assignment, AssignmentStanding, AssignmentStep, Source, StepKind
from backend.assignments.schemas import AssignmentIn, StepIn
from backend.clock import today
from backend.errors import Conflict, Invalid, NotFound, require
from backend.ids import uuid7
from backend.projects import queries
from backend.projects import service as projects
from backend.projects.models import Project

BECOMES = {
    StepKind.DONE: AssignmentStanding.DONE,
    StepKind.RETURNED: AssignmentStanding.OPEN,
    StepKind.WITHDRAWN: AssignmentStanding.WITHDRAWN,
}
NOT_YOURS = {
    StepKind.PROGRESS: "办理情况由承办单位或承办人填写，您不在承办单位，请联系项目办",
    StepKind.DONE: "办结由承办单位或承办人填写，您不在承办单位，请联系项目办",
    StepKind.RETURNED: "退回由交办人或项目办办理，请联系交办人",
    StepKind.WITHDRAWN: "撤销由交办人或项目办办理，请联系交办人",
}


async def for_assigning(session: AsyncSession, actor: Actor, code: str) -> Project:
    """The project, for those who may give an assignment about it."""
    project = await projects.get(session, actor, code)
    standing = await queries.standing(session, actor, project.id)
    require(policy.may_assign(actor, standing), "批示和交办由领导、包联领导或项目办办理，请联系项目办")
    return project


async def instruct(session: AsyncSession, actor: Actor, code: str, given: AssignmentIn) -> Assignment:
    """A leader's 批示 about a project, or what the project office hands over."""
    project = await for_assigning(session, actor, code)
    standing = await queries.standing(session, actor, project.id)
    by_word = actor.is_person and policy.may_assign(actor, standing) and not actor.runs_projects
    return await assign(session, actor, given, Source.INSTRUCTION if by_word else Source.OFFICE, project=project)


async def assign(  # noqa: PLR0913, PLR0917  why and about what it is given stand beside what is given
    session: AsyncSession,
    actor: Actor,
    given: AssignmentIn,
    source: Source,
    source_id: UUID | None = None,
    project: Project | None = None,
) -> Assignment:
    """Give it: whoever calls has asked whether the actor may. Sent again under the same id it is one row."""
    unit = await _unit(session, given.unit)
    person = await _person(session, given.account, unit) if given.account else None
    said: dict[str, Any] = {
        "project_id": project.id if project else None,
        "what": given.what,
        "unit_id": unit.id,
        "account_id": person.id if person else None,
        "due_on": given.due_on,
        "source": source,
        "source_id": source_id,
    }
    if existing := await session.get(Assignment, given.id) if given.id else None:
        if any(getattr(existing, name) != value for name, value in said.items()):
            raise Conflict("这个 id 已经用在另一项交办上，请换一个 id")
        return existing
    if given.due_on < today():
        raise Invalid.field("due_on", "办结期限不能早于今天，请改成今天或以后", given.due_on)
    row = Assignment(id=given.id or uuid7(), assigned_by_id=actor.person_id, **said)
    session.add(row)
    await session.flush()
    return row


async def get(session: AsyncSession, actor: Actor, key: UUID) -> Assignment:
    found = (await session.exec(assignments.those(actor).where(Assignment.id == key))).one_or_none()
    if found is None:
        raise NotFound("没有这项交办，或您不能查看它")
    return found


async def say(session: AsyncSession, actor: Actor, key: UUID, given: StepIn) -> AssignmentStep:
    """One step: how far it is, that it is done, or what the one who gave it says. Of two at once the second is told."""
    assignment = await get(session, actor, key)
    require(policy.may_say(actor, assignment, given.kind), NOT_YOURS[given.kind])
    await session.refresh(assignment, ["standing"], with_for_update=True)
    if existing := await session.get(AssignmentStep, given.id) if given.id else None:
        if (existing.assignment_id, existing.kind, existing.said) != (key, given.kind, given.said):
            raise Conflict("这个 id 已经用在另一条记录上，请换一个 id")
        return existing
    if refused := policy.why_not(assignment, given.kind):
        raise Conflict(refused)
    step = AssignmentStep(
        id=given.id or uuid7(),
        project_id=assignment.project_id,
        assignment_id=key,
        kind=given.kind,
        said=given.said,
        said_by_id=actor.person_id,
    )
    session.add(step)
    assignment.standing = BECOMES.get(given.kind, assignment.standing)
    await session.flush()
    return step


async def _unit(session: AsyncSession, code: str) -> Unit:
    found = (await session.exec(select(Unit).where(Unit.code == code))).one_or_none()
    if found is None:
        raise Invalid.field("unit", f"没有编号为 {code} 的单位，请从单位列表里选", code)
    if found.dissolved_on:
        raise Invalid.field("unit", f"{found.called}已撤销，请交给现在的单位", code)
    return found


async def _person(session: AsyncSession, name: str, unit: Unit) -> Account:
    query = select(Account).where(Account.name == name, col(Account.disabled_at).is_(None))
    found = (await session.exec(query)).one_or_none()
    if found is None or found.role is Role.READER:
        raise Invalid.field("account", f"没有可以承办的账号 {name}，请从名单里选", name)
    if found.unit_id != unit.id:
        raise Invalid.field("account", f"{found.person}不在{unit.called}，请选{unit.called}的人，或者不填", name)
    return found
