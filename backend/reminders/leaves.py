"""Entering leave (请假) and taking it back: for oneself; the project office for anybody."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.clock import now, today
from backend.errors import Conflict, Invalid, NotFound, require
from backend.reminders.models import Leave
from backend.reminders.schemas import LeaveIn

LONGEST = timedelta(days=366)
NOT_YOURS = "只能登记本人请假，替别人登记请找项目办"


def may_enter_for_others(actor: Actor) -> bool:
    return actor.runs_projects and actor.sees_all


async def enter(session: AsyncSession, actor: Actor, given: LeaveIn) -> Leave:
    account = await _away(session, actor, given.account)
    _check(given.since, given.until)
    await _check_free(session, account, given)
    stand_in = await _stand_in(session, actor, account, given.stand_in) if given.stand_in else None
    row = Leave(
        account_id=account.id,
        since=given.since,
        until=given.until,
        stand_in_id=stand_in.id if stand_in else None,
        entered_by_id=actor.person_id,
    )
    session.add(row)
    await session.flush()
    return row


async def withdraw(session: AsyncSession, actor: Actor, leave_id: UUID) -> None:
    """Taken back it stays as a row. Once more is the same."""
    row = await session.get(Leave, leave_id, with_for_update=True)
    if row is None or not (may_enter_for_others(actor) or row.account_id == actor.id):
        raise NotFound("没有这条请假登记")
    row.withdrawn_at = row.withdrawn_at or now()
    await session.flush()


async def current(session: AsyncSession, actor: Actor) -> Sequence[Leave]:
    """Leave that has not ended: one's own, and that one stands in for; the office sees all."""
    query = select(Leave).where(col(Leave.withdrawn_at).is_(None), Leave.until >= today())
    if not may_enter_for_others(actor):
        query = query.where(or_(col(Leave.account_id) == actor.id, col(Leave.stand_in_id) == actor.id))
    query = query.options(selectinload(Leave.account), selectinload(Leave.stand_in))
    return (await session.exec(query.order_by(col(Leave.since), col(Leave.id)))).all()


async def choices(session: AsyncSession, actor: Actor) -> Sequence[Account]:
    """Who may be named: the office names anybody, others name colleagues of their unit, who may report for it."""
    query = select(Account).where(col(Account.disabled_at).is_(None)).order_by(col(Account.person))
    if not may_enter_for_others(actor):
        query = query.where(col(Account.unit_id) == actor.unit_id, col(Account.id) != actor.id)
    return (await session.exec(query)).all()


async def _away(session: AsyncSession, actor: Actor, name: str | None) -> Account:
    query = select(Account).where(Account.name == name if name else Account.id == actor.person_id)
    account = (await session.exec(query)).one_or_none()
    if account is None:
        raise Invalid.field("account", f"没有账号 {name}" if name else "请填谁请假", name)
    require(account.id == actor.id or may_enter_for_others(actor), NOT_YOURS)
    return account


async def _stand_in(session: AsyncSession, actor: Actor, account: Account, name: str) -> Account:
    known = {each.name: each for each in await choices(session, actor)}
    if name == account.name:
        raise Invalid.field("stand_in", "代办的人不能是请假的人自己", name)
    if name not in known:
        raise Invalid.field("stand_in", "代办的人要是本单位在用的账号；找外单位的人代办请找项目办", name)
    return known[name]


async def _check_free(session: AsyncSession, account: Account, given: LeaveIn) -> None:
    overlaps = (Leave.account_id == account.id, Leave.since <= given.until, Leave.until >= given.since)
    query = select(Leave).where(*overlaps, col(Leave.withdrawn_at).is_(None))
    if known := (await session.exec(query)).first():
        raise Conflict(f"{account.person}在{known.since}至{known.until}已登记请假，要改请先撤销那一条")


def _check(since: date, until: date) -> None:
    if until < since:
        raise Invalid.field("until", f"结束日期不能早于开始日期 {since}", str(until))
    if until < today():
        raise Invalid.field("until", "这段时间已经过去，不用登记", str(until))
    if until - since > LONGEST:
        raise Invalid.field("until", "一次最多登记一年", str(until))
