"""The rounds in which all projects are judged anew: each night, and after each closing of the week's reporting.

A round is an "ensure": its moment is remembered once it is done, so that a worker that was away still does it, and
of two workers only one does."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import text
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.clock import BEIJING, now
from backend.projects.models import Project
from backend.signals import judging, overriding
from backend.signals.models import LightRound
from backend.weeks import Week

NIGHT = time(0, 10)
AFTER_CLOSING = timedelta(minutes=1)
AT_ONCE = 50  # projects in one transaction: it holds its turn, and others wait for theirs
ONE_WORKER = text("SELECT pg_try_advisory_xact_lock(7303)")


def last_due() -> datetime:
    """The latest moment at which a round was due."""
    return max(moment for moment in _moments(now().astimezone(BEIJING)) if moment <= now())


async def ensure() -> bool:
    """Do the round that is due, unless it was done. Whether there was one to do."""
    due = last_due()
    async with db.begin(via="worker") as guard:
        is_ours = (await db.sql(guard, ONE_WORKER)).scalar_one()
        if not is_ours or await guard.get(LightRound, due) is not None:
            return False
        async with db.begin(via="worker") as session:
            await overriding.end_expired(session)
        everything = (await guard.exec(select(Project.id).order_by(col(Project.code)))).all()
        for first in range(0, len(everything), AT_ONCE):
            async with db.begin(via="worker") as session:
                await judging.relight(session, everything[first : first + AT_ONCE])
        guard.add(LightRound(due=due))
    return True


async def hold(session: AsyncSession) -> None:
    """The round that is due, in one transaction: for histories that are written on a set clock."""
    await overriding.end_expired(session)
    await judging.relight(session, (await session.exec(select(Project.id).order_by(col(Project.code)))).all())
    if await session.get(LightRound, last_due()) is None:
        session.add(LightRound(due=last_due()))
        await session.flush()


async def again(session: AsyncSession) -> None:
    """The rules have changed: the worker does the round that is due once more."""
    await session.exec(delete(LightRound).where(col(LightRound.due) == last_due()))


def _moments(local: datetime) -> Iterator[datetime]:
    """Nights and closings around a moment, some of which lie ahead of it."""
    for days in (0, 1):
        yield datetime.combine(local.date() - timedelta(days=days), NIGHT, BEIJING)
    for week in (Week.current(), Week.current().previous):
        yield week.closes_at + AFTER_CLOSING
