"""A person's own reminders, what is unread, and what they switched off."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from sqlalchemy import func
from sqlalchemy.sql.expression import ScalarSelect
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.clock import now
from backend.reminders.models import Reminder, ReminderKind, ReminderOff, Way

SHOWN = 40
EVERY = [f"{kind}-{way}" for kind, way in product(ReminderKind, Way)]
"""All that can be switched, as the form names it."""


def unread() -> ScalarSelect[int]:
    """How many a person has not read: counted in the statement that finds who is calling."""
    mine = (Reminder.account_id == Account.id, col(Reminder.read_at).is_(None), col(Reminder.here))
    return select(func.count()).select_from(Reminder).where(*mine).scalar_subquery()


async def newest(session: AsyncSession, actor: Actor) -> Sequence[Reminder]:
    query = select(Reminder).where(Reminder.account_id == actor.id, col(Reminder.here))
    return (await session.exec(query.order_by(col(Reminder.made_at).desc()).limit(SHOWN))).all()


async def read_all(session: AsyncSession, actor: Actor) -> None:
    unread_ones: Any = update(Reminder).where(col(Reminder.account_id) == actor.id, col(Reminder.read_at).is_(None))
    await session.exec(unread_ones.values(read_at=now()))


async def switched_on(session: AsyncSession, actor: Actor) -> list[str]:
    rows = await session.exec(select(ReminderOff).where(ReminderOff.account_id == actor.id))
    off = {f"{row.kind}-{row.way}" for row in rows}
    return [each for each in EVERY if each not in off]


async def switch(session: AsyncSession, actor: Actor, on: Sequence[str]) -> None:
    """From the next reminder on."""
    assert actor.id, "only people have reminders"
    await session.exec(delete(ReminderOff).where(col(ReminderOff.account_id) == actor.id))
    for kind, way in product(ReminderKind, Way):
        if f"{kind}-{way}" not in on:
            session.add(ReminderOff(account_id=actor.id, kind=kind, way=way))
    await session.flush()
