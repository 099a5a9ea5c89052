"""The official calendar (节假日和调休): which days offices work.

`await working_calendar(session)` reads all of it in one statement."""

from backend.calendar.reading import working_calendar
from backend.working_days import WorkingCalendar

__all__ = ["WorkingCalendar", "working_calendar"]
