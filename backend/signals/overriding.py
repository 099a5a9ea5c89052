"""A person shows another colour than the rules: with a reason and an end. What the rules say stays beside it."""

from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import Conflict, Invalid, NotFound, require
from backend.lifecycle import standstill
from backend.projects import policy
from backend.projects import service as projects
from backend.projects.models import Project
from backend.signals.models import Override, OverrideEnd
from backend.signals.schemas import OverrideEndIn, OverrideIn

EXPIRED = "到期"
NOT_YOURS = "只有项目办可以改灯，请把理由告诉项目办"


async def override(session: AsyncSession, actor: Actor, code: str, given: OverrideIn) -> Override:
    project = await for_overriding(session, actor, code)
    await standstill.refuse_if_terminated(session, project)
    if await standstill.current(session, project):
        raise Conflict(f"{project.short_name}停工缓建，一律显示停，不改灯；复工以后再改")
    if given.until < today():
        raise Invalid.field("until", f"结束的日子已经过去：请填今天（{today()}）或以后", given.until)
    if found := await open_one(session, project):
        if (found.signal, found.reason, found.until) == (given.signal, given.reason, given.until):
            return found
        raise Conflict(f"{project.short_name}已经人工改为{found.signal.label}灯，到 {found.until} 为止，请先结束那一次")
    made = Override(project_id=project.id, made_by_id=actor.person_id, **given.model_dump())
    session.add(made)
    await session.flush()
    return made


async def end(session: AsyncSession, actor: Actor, code: str, override_id: UUID, given: OverrideEndIn) -> OverrideEnd:
    """Back to the colour of the rules, before the day that was set."""
    project = await for_overriding(session, actor, code)
    made = await session.get(Override, override_id)
    if made is None or made.project_id != project.id:
        raise NotFound("没有这次人工改灯，请刷新后再看")
    if made.end_id:
        raise Conflict("这次人工改灯已经结束，不用再结束")
    return await _end(session, made, given.reason, actor.person_id)


async def end_expired(session: AsyncSession) -> int:
    """End what has passed its day. How many there were."""
    passed = select(Override).where(col(Override.end_id).is_(None), col(Override.until) < today())
    found = (await session.exec(passed.with_for_update())).all()
    for made in found:
        await _end(session, made, EXPIRED, None)
    return len(found)


async def open_one(session: AsyncSession, project: Project) -> Override | None:
    query = select(Override).where(Override.project_id == project.id, col(Override.end_id).is_(None))
    return (await session.exec(query)).one_or_none()


async def for_overriding(session: AsyncSession, actor: Actor, code: str) -> Project:
    project = await projects.get(session, actor, code)
    require(policy.may_edit(actor), NOT_YOURS)
    return project


async def _end(session: AsyncSession, made: Override, reason: str, by: UUID | None) -> OverrideEnd:
    ended = OverrideEnd(project_id=made.project_id, reason=reason, ended_by_id=by)
    session.add(ended)
    await session.flush()
    made.end_id = ended.id
    await session.flush()
    return ended
