"""The problem register (问题台账): whoever stands before it raises it; the office says who settles it until when."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.calendar.reading import working_calendar
from backend.clock import BEIJING, today
from backend.errors import Conflict, Invalid, require
from backend.ids import uuid7
from backend.lifecycle.standstill import refuse_if_terminated
from backend.problems import policy, queries, timer
from backend.problems.models import Dispatch, Problem
from backend.problems.queries import Standing
from backend.problems.schemas import DispatchIn, ProblemIn
from backend.problems.vocabulary import Difficulty, State
from backend.projects import duties
from backend.projects import queries as of_projects
from backend.projects import service as projects
from backend.projects.models import Duty, Project
from backend.projects.schemas import DutyIn
from backend.projects.vocabulary import DutyKind

NOT_YOURS = "您在这个项目里没有职责，不能报问题，请告诉项目办"
SETTLING = (DutyKind.RESPONSIBLE, DutyKind.LEAD)
"""Whose problem it is until the office says otherwise."""


async def raise_problem(session: AsyncSession, actor: Actor, code: str, given: ProblemIn) -> Problem:
    """A problem as it was seen. Sent again under the same id it is the same one."""
    project = await for_raising(session, actor, code)
    await session.exec(select(col(Project.id)).where(Project.id == project.id).with_for_update(key_share=True))
    if given.id and (existing := await session.get(Problem, given.id)):
        if existing.project_id == project.id and existing.what == given.what:
            return existing
        raise Conflict("这个编号的问题已经登记过，内容不同。请换一个编号再报")
    day, calendar = today(), await working_calendar(session)
    count = select(func.coalesce(func.max(Problem.number), 0)).where(Problem.project_id == project.id)
    problem = Problem(
        id=given.id or uuid7(),
        project_id=project.id,
        number=(await session.exec(count)).one() + 1,
        what=given.what,
        plan_by=timer.plan_by(calendar, day),
        answer_by=timer.answer_by(calendar, day),
        raised_by_id=actor.person_id,
    )
    session.add(problem)
    await session.flush()
    session.add(
        Dispatch(
            project_id=project.id,
            problem_id=problem.id,
            category=given.category,
            lead_unit_id=await _settling(session, project),
            due_on=timer.due_on(calendar, day, Difficulty.ORDINARY),
            made_by_id=actor.person_id,
        )
    )
    await session.flush()
    return problem


async def for_raising(session: AsyncSession, actor: Actor, code: str) -> Project:
    """The project, for those who may raise a problem, as long as it goes on."""
    project = await projects.get(session, actor, code)
    held = await of_projects.standing(session, actor, project.id)
    require(policy.may_raise(actor, held), NOT_YOURS)
    await refuse_if_terminated(session, project)
    return project


async def dispatch(session: AsyncSession, actor: Actor, problem_id: UUID, given: DispatchIn) -> Dispatch:
    """交办: who settles it, how, and until when. A unit that had nothing to do with the project now supports it."""
    found = await queries.one(session, actor, problem_id)
    require(policy.may_dispatch(actor), "交办由项目办做，请把意见告诉项目办")
    found = await queries.hold(session, actor, problem_id)
    refuse_if_over(found, "不再交办")
    if given.due_on and given.due_on < today():
        raise Invalid.field("due_on", f"期限不能早于今天（{today()}）", given.due_on)
    lead = await _units(session, "lead_unit", [given.lead_unit] if given.lead_unit else [])
    supporting = await _units(session, "supporting_units", given.supporting_units)
    if clash := {unit.code for unit in lead} & {unit.code for unit in supporting}:
        raise Invalid.field("supporting_units", f"牵头单位不用再列为配合单位：{'、'.join(sorted(clash))}")
    made = Dispatch(
        project_id=found.project_id,
        problem_id=problem_id,
        **given.model_dump(include={"category", "level", "difficulty", "remedy", "why"}),
        lead_unit_id=lead[0].id if lead else None,
        supporting_ids=[unit.id for unit in supporting],
        due_on=given.due_on or await _due(session, found, given.difficulty),
        made_by_id=actor.person_id,
    )
    session.add(made)
    await session.flush()
    await _let_in(session, actor, found, [*lead, *supporting])
    return made


def refuse_if_over(found: Standing, so: str) -> None:
    part = found.part
    if part.problem_status is State.CLOSED:
        raise Conflict(f"这个问题已经销号，{so}。又出现的，请另报一个问题")
    if part.problem_status is State.WITHDRAWN:
        raise Conflict(f"这个问题已经撤回，{so}")


async def _due(session: AsyncSession, found: Standing, difficulty: Difficulty) -> date:
    """By the timer from the day it was raised; the day that stands stays when the difficulty does."""
    if difficulty is found.part.difficulty:
        return found.part.due_on
    raised = found.part.raised_at.astimezone(BEIJING).date()
    return max(timer.due_on(await working_calendar(session), raised, difficulty), today())


async def _settling(session: AsyncSession, project: Project) -> UUID | None:
    query = select(Duty).where(Duty.project_id == project.id, col(Duty.until).is_(None), col(Duty.kind).in_(SETTLING))
    held = {duty.kind: duty.unit_id for duty in await session.exec(query)}
    return next((held[kind] for kind in SETTLING if kind in held), None)


async def _units(session: AsyncSession, field: str, codes: Iterable[str]) -> list[Unit]:
    wanted = list(dict.fromkeys(codes))
    found = {unit.code: unit for unit in await session.exec(select(Unit).where(col(Unit.code).in_(wanted)))}
    for code in wanted:
        if code not in found or found[code].dissolved_on:
            raise Invalid.field(field, f"没有编号为 {code} 的单位，或它已经撤销", code)
    return [found[code] for code in wanted]


async def _let_in(session: AsyncSession, actor: Actor, found: Standing, units: list[Unit]) -> None:
    """Whoever has to settle it must see the project: a unit without a duty there becomes a supporting one."""
    query = select(Duty.unit_id).where(Duty.project_id == found.project_id, col(Duty.until).is_(None))
    known = set((await session.exec(query)).all())
    for unit in units:
        if unit.id not in known:
            given = DutyIn(kind=DutyKind.SUPPORTING, unit=unit.code)
            await duties.assign(session, actor, found.part.project, given)
