"""Reading the calendar, and keeping what this process goes by up to date."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.calendar.models import CalendarDay, DayKind
from backend.working_days import WorkingCalendar, use

AGAIN_AFTER = 30  # seconds
EDITED = "calendar edited"  # noted in a session whose transaction changes the calendar


async def working_calendar(session: AsyncSession) -> WorkingCalendar:
    rows = await session.exec(select(col(CalendarDay.day), col(CalendarDay.kind)))
    return WorkingCalendar({day: kind is DayKind.WORKDAY for day, kind in rows})


async def days_of(session: AsyncSession, year: int) -> Sequence[CalendarDay]:
    """The days that the official calendar names in a year, in order."""
    within = col(CalendarDay.day).between(date(year, 1, 1), date(year, 12, 31))
    return (await session.exec(select(CalendarDay).where(within).order_by(col(CalendarDay.day)))).all()


async def refresh() -> None:
    """Go by what the rows say now: other processes edit them too."""
    async with db.sessions() as session:
        use(await working_calendar(session))


async def keep_up() -> None:
    """For a process that does not end by itself: a database that is away for a while changes nothing."""
    while True:
        with suppress(OSError, SQLAlchemyError):
            await refresh()
        await asyncio.sleep(AGAIN_AFTER)


async def follow(session: AsyncSession) -> None:
    """A transaction that edited the calendar ends by letting its own process go by it."""
    if session.info.pop(EDITED, False):
        use(await working_calendar(session))
