"""One year of the calendar as people and programs read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.calendar.models import CalendarDay, DayKind
from backend.calendar.reading import days_of
from backend.calendar.schemas import CalendarDayOut, CalendarYearOut
from backend.working_days import WorkingCalendar


@dataclass(frozen=True)
class Run:
    """Days in a row of which the calendar says the same: 国庆节 10月1日至7日 放假."""

    days: Sequence[CalendarDay]

    @property
    def first(self) -> CalendarDay:
        return self.days[0]

    @property
    def last(self) -> CalendarDay:
        return self.days[-1]


async def year_of(session: AsyncSession, year: int) -> CalendarYearOut:
    rows = await days_of(session, year)
    calendar = WorkingCalendar({row.day: row.kind is DayKind.WORKDAY for row in rows})
    return CalendarYearOut(
        year=year,
        is_known=calendar.is_known(year),
        working_days=calendar.until(date(year - 1, 12, 31), date(year, 12, 31)),
        named_days=[CalendarDayOut.model_validate(row) for row in rows],
    )


def runs(rows: Sequence[CalendarDay]) -> Iterator[Run]:
    """The days of a year in their order, those that go on from each other together."""
    numbered = enumerate(rows)
    for _, days in groupby(numbered, lambda each: (each[1].day - timedelta(days=each[0]), each[1].kind, each[1].name)):
        yield Run([row for _, row in days])
