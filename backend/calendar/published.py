"""What a well-kept library knows of the State Council's yearly notices, and planting it: a year at a time, once."""

from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays
from sqlalchemy import extract
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.calendar.models import CalendarDay, DayKind
from backend.calendar.reading import EDITED
from backend.ids import stable_id
from backend.working_days import WorkingCalendar

SINCE = 2020
"""The first year that an installation may have to know: its own history begins later."""
KINDS = {DayKind.HOLIDAY: holidays, DayKind.WORKDAY: workdays}


def published() -> WorkingCalendar:
    """By the library alone: for a history that is thought up before there is a database."""
    return WorkingCalendar({row.day: row.kind is DayKind.WORKDAY for row in _rows()})


async def plant(session: AsyncSession) -> list[int]:
    """Enter the years that the library knows and the house does not; which years these were.

    A year of which the house knows even one day is the office's, and stays as it is."""
    known = set((await session.exec(select(extract("year", col(CalendarDay.day))).distinct())).all())
    by_year: dict[int, list[CalendarDay]] = defaultdict(list)
    for row in _rows():
        by_year[row.day.year].append(row)
    missing = sorted(by_year.keys() - {int(year) for year in known})
    session.add_all(row for year in missing for row in by_year[year])
    if missing:
        session.info[EDITED] = True
        await session.flush()
    return missing


def _rows() -> Iterator[CalendarDay]:
    source = f"国务院办公厅放假通知（chinese-calendar {version('chinese-calendar')}）"
    for kind, days in KINDS.items():
        for day, name in sorted(days.items()):
            if day.year >= SINCE:
                key = stable_id("calendar", day.isoformat())
                yield CalendarDay(id=key, day=day, kind=kind, name=Holiday(name).chinese, source=source)
