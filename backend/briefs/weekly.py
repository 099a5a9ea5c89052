"""The brief of a closed week is there without anybody asking: an "ensure", so that a worker that was away makes it late,
and of two workers one makes it."""

from sqlalchemy import func, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import the_house
from backend.briefs import service
from backend.briefs.models import Brief, BriefKind
from backend.signals.models import LightRound
from backend.signals.rounds import AFTER_CLOSING
from backend.timeline.models import ProjectVersion
from backend.weeks import WEEK, Week

ONE_WORKER = text("SELECT pg_try_advisory_xact_lock(7305)")
MOST_MISSED = 4  # weeks: a house that was away longer makes older briefs by hand, if it still wants them


async def ensure() -> Brief | None:
    """Make the brief of the earliest closed week that lacks one. One that failed is there: it waits for a person."""
    async with db.begin(via="worker") as session:
        if not (await db.sql(session, ONE_WORKER)).scalar_one():
            return None
        week = await _lacking(session)
        return await service.make(session, the_house("worker"), week) if week else None


async def _lacking(session: AsyncSession) -> Week | None:
    """Its lights are judged after its closing, and a brief is told with them."""
    last = Week.last_closed()
    week = max(await _after_latest(session) or last, Week(last.start - (MOST_MISSED - 1) * WEEK))
    if week > last or not await _was_recorded(session, last):
        return None
    judged = select(LightRound.due).where(col(LightRound.due) >= last.closes_at + AFTER_CLOSING).limit(1)
    return week if (await session.exec(judged)).first() else None


async def _after_latest(session: AsyncSession) -> Week | None:
    """The week after the latest that was made; a correction stands for its own week only."""
    of_all = (Brief.kind == BriefKind.WEEKLY, Brief.scope == "", col(Brief.corrects_id).is_(None))
    latest = select(func.max(Brief.week_start)).where(*of_all, col(Brief.draft).is_(False))
    found = (await session.exec(latest)).one()
    return Week(found).next if found else None


async def _was_recorded(session: AsyncSession, week: Week) -> bool:
    """A house that began after the closing has nothing to tell of that week."""
    before = select(ProjectVersion.seq).where(col(ProjectVersion.at) <= week.closes_at).limit(1)
    return (await session.exec(before)).first() is not None
