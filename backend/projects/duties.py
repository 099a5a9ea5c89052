"""Who has what to do with a project. Duties are dated: a hand-over ends one row and begins another."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account, Unit
from backend.clock import today
from backend.errors import Conflict, Invalid, NotFound
from backend.projects.models import Duty, Project
from backend.projects.schemas import DutyIn
from backend.projects.service import for_office
from backend.projects.vocabulary import DutyKind

NEVER_WITHOUT = {DutyKind.STEWARD, DutyKind.OWNER, DutyKind.SPONSOR}
ONE_AT_A_TIME = {DutyKind.LEAD, DutyKind.RESPONSIBLE, DutyKind.AGENT}


async def assign(session: AsyncSession, actor: Actor, code: str, given: DutyIn) -> Duty:
    """A unit or a person takes a duty. There is one lead, one responsible and one agent unit at a time."""
    project = await for_office(session, actor, code)
    since = given.since or today()
    _not_in_future(since)
    duty = Duty(project_id=project.id, kind=given.kind, since=since)
    if given.kind.is_of_unit:
        duty.unit_id = (await _unit(session, given)).id
    else:
        duty.account_id = (await _account(session, given)).id
    current = await _current(session, duty)
    if same := next((each for each in current if _same(each, duty)), None):
        return same
    if given.kind in ONE_AT_A_TIME:
        for each in current:
            each.until = since
    session.add(duty)
    await session.flush()
    return duty


async def end(session: AsyncSession, actor: Actor, code: str, duty_id: object, until: date | None = None) -> Duty:
    project = await for_office(session, actor, code)
    query = select(Duty).where(Duty.project_id == project.id, Duty.id == duty_id)
    duty = (await session.exec(query)).one_or_none()
    if duty is None:
        raise NotFound("没有这项职责，可能已被别人改过，请刷新")
    day = until or today()
    _not_in_future(day)
    if day < duty.since:
        raise Invalid.field("until", f"结束日期不能早于开始日期 {duty.since}", day)
    if duty.until is None and duty.kind in NEVER_WITHOUT and len(await _current(session, duty)) == 1:
        raise Conflict(f"这样{project.short_name}就没有{duty.kind.label}了：请先分派接任的人，或用“移交职责”")
    duty.until = duty.until or day
    await session.flush()
    return duty


async def held(session: AsyncSession, project: Project) -> Sequence[Duty]:
    """Those that hold today, each with who has it."""
    query = select(Duty).where(Duty.project_id == project.id, col(Duty.until).is_(None))
    query = query.options(selectinload(Duty.unit), selectinload(Duty.account))
    return (await session.exec(query.order_by(col(Duty.kind), col(Duty.since)))).all()


def _not_in_future(day: date) -> None:
    if day > today():
        raise Invalid.field("since", "日期不能在今天以后", day)


def _same(a: Duty, b: Duty) -> bool:
    return (a.unit_id, a.account_id) == (b.unit_id, b.account_id)


async def _current(session: AsyncSession, duty: Duty) -> list[Duty]:
    query = select(Duty).where(Duty.project_id == duty.project_id, Duty.kind == duty.kind, col(Duty.until).is_(None))
    return list((await session.exec(query)).all())


async def _unit(session: AsyncSession, given: DutyIn) -> Unit:
    found = (await session.exec(select(Unit).where(Unit.code == (given.unit or "")))).one_or_none()
    if found is None:
        raise Invalid.field("unit", f"{given.kind.label}要填单位编号，没有编号为 {given.unit} 的单位", given.unit)
    return found


async def _account(session: AsyncSession, given: DutyIn) -> Account:
    found = (await session.exec(select(Account).where(Account.name == (given.account or "")))).one_or_none()
    if found is None:
        raise Invalid.field("account", f"{given.kind.label}要填账号，没有名为 {given.account} 的账号", given.account)
    return found
