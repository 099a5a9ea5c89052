"""Supervision orders (督办单): made from what stands wrong, numbered, answered by the unit, checked, struck off."""

from sqlalchemy import func, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.calendar.reading import working_calendar
from backend.clock import today
from backend.errors import Conflict, Invalid, require
from backend.ids import uuid7
from backend.lifecycle.standstill import refuse_if_terminated
from backend.problems import timer
from backend.projects import service as projects
from backend.projects.models import Project
from backend.supervision import origins, policy, queries
from backend.supervision.models import Supervision
from backend.supervision.schemas import SupervisionIn
from backend.supervision.sheets import sheet_of

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7320)")
NOT_YOURS = "督办单由项目办或领导开，请把情况告诉项目办"


async def for_ordering(session: AsyncSession, actor: Actor, code: str) -> Project:
    """The project, for those who may have something in it supervised, as long as it goes on."""
    project = await projects.get(session, actor, code)
    require(policy.may_order(actor), NOT_YOURS)
    await refuse_if_terminated(session, project)
    return project


async def order(session: AsyncSession, actor: Actor, code: str, given: SupervisionIn) -> Supervision:
    """The next number of the year. It is held until the transaction ends, so that one rolled back leaves no gap."""
    project = await for_ordering(session, actor, code)
    await db.sql(session, ONE_AT_A_TIME)  # before the rows are looked at: who waits here sees what the other did
    if existing := await session.get(Supervision, given.id) if given.id else None:
        if (existing.project_id, existing.what, existing.due_on) == (project.id, given.what, given.due_on):
            return existing
        raise Conflict("这个 id 已经用在另一张督办单上，请换一个 id")
    if given.due_on < today():
        raise Invalid.field("due_on", f"办结期限不能早于今天（{today()}），请改成今天或以后", given.due_on)
    made_from = await origins.found(session, actor, project, given.origin)
    await _refuse_second(session, actor, project, given.origin)
    calendar, day = await working_calendar(session), today()
    unit = await _unit(session, given.unit or made_from.unit)
    row = Supervision(
        id=given.id or uuid7(),
        project_id=project.id,
        year=day.year,
        number=await _next_number(session, day.year),
        level=given.level,
        matter=made_from.matter,
        grounds=made_from.grounds,
        what=given.what,
        unit_id=unit.id,
        plan_by=min(timer.plan_by(calendar, day), given.due_on),
        report_by=min(timer.answer_by(calendar, day), given.due_on),
        due_on=given.due_on,
        sheet=await sheet_of(session, project, unit),
        ordered_by_id=actor.person_id,
        **made_from.columns,
    )
    session.add(row)
    await session.flush()
    return row


async def _next_number(session: AsyncSession, year: int) -> int:
    newest = select(func.max(Supervision.number)).where(Supervision.year == year)
    return ((await session.exec(newest)).one() or 0) + 1


async def _refuse_second(session: AsyncSession, actor: Actor, project: Project, origin: str) -> None:
    """The same thing is not ordered twice while the first order runs."""
    for each in await queries.of_project(session, actor, project.id):
        if each.part.is_active and each.part.origin == origin:
            raise Conflict(f"这件事已经在督办（{each.part.called}，{each.part.unit_name}承办），不用再开")


async def _unit(session: AsyncSession, code: str | None) -> Unit:
    if code is None:
        raise Invalid.field("unit", "还不知道由哪个单位承办，请选承办单位", code)
    found = (await session.exec(select(Unit).where(col(Unit.code) == code))).one_or_none()
    if found is None:
        raise Invalid.field("unit", f"没有编号为 {code} 的单位，请从单位列表里选", code)
    if found.dissolved_on:
        raise Invalid.field("unit", f"{found.called}已撤销，请交给现在的单位", code)
    return found
