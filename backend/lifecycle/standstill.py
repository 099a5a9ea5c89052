"""Standing still and ending early: a project may be 95 % built, paused, and years from producing."""

from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import Conflict, Invalid
from backend.lifecycle.models import Resumption, Suspension, Termination
from backend.lifecycle.schemas import ResumptionIn, SuspensionIn, TerminationIn
from backend.projects import service as projects
from backend.projects.models import Project


async def suspend(session: AsyncSession, actor: Actor, code: str, given: SuspensionIn) -> Suspension:
    project = await projects.for_office(session, actor, code)
    await refuse_if_terminated(session, project)
    _not_in_future("since", given.since)
    if await current(session, project):
        raise Conflict(f"{project.short_name}已经登记停工，先登记复工再登记新的停工")
    if given.expected_until and given.expected_until < given.since:
        raise Invalid.field("expected_until", "预计复工日期不能早于停工日期", given.expected_until)
    suspension = Suspension(project_id=project.id, recorded_by_id=actor.person_id, **given.model_dump())
    session.add(suspension)
    await session.flush()
    return suspension


async def resume(session: AsyncSession, actor: Actor, code: str, given: ResumptionIn) -> Suspension:
    project = await projects.for_office(session, actor, code)
    suspension = await current(session, project)
    if suspension is None:
        raise Conflict(f"{project.short_name}没有登记停工，不用登记复工")
    _not_in_future("resumed_on", given.resumed_on)
    if given.resumed_on < suspension.since:
        raise Invalid.field("resumed_on", f"复工日期不能早于停工日期 {suspension.since}", given.resumed_on)
    resumption = Resumption(project_id=project.id, recorded_by_id=actor.person_id, **given.model_dump())
    session.add(resumption)
    await session.flush()
    suspension.resumption_id = resumption.id
    await session.flush()
    return suspension


async def terminate(session: AsyncSession, actor: Actor, code: str, given: TerminationIn) -> Termination:
    project = await projects.for_office(session, actor, code)
    await refuse_if_terminated(session, project)
    _not_in_future("ended_on", given.ended_on)
    termination = Termination(project_id=project.id, recorded_by_id=actor.person_id, **given.model_dump())
    session.add(termination)
    await session.flush()
    return termination


async def current(session: AsyncSession, project: Project) -> Suspension | None:
    query = select(Suspension).where(Suspension.project_id == project.id, col(Suspension.resumption_id).is_(None))
    return (await session.exec(query)).one_or_none()


async def refuse_if_terminated(session: AsyncSession, project: Project) -> None:
    ended = (await session.exec(select(Termination).where(Termination.project_id == project.id))).one_or_none()
    if ended:
        raise Conflict(f"{project.short_name}已于 {ended.ended_on} 终止，不能再登记")


def _not_in_future(field: str, day: date) -> None:
    if day > today():
        raise Invalid.field(field, "日期不能在今天以后", day)
