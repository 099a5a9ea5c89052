"""The timers that every official here knows as 13710: 1 day to plan, 3 to answer, 7 to settle an ordinary problem,
1 month for a hard one, 0 when it is struck off. Days are working days of the official calendar."""

from calendar import monthrange
from datetime import date
from typing import Protocol

from backend.problems.vocabulary import Difficulty, Rung

TO_PLAN, TO_ANSWER, TO_SETTLE = 1, 3, 7
CLIMBS = {Rung.UNIT_HEAD: 1, Rung.SPONSOR: 3, Rung.LEADER: 7, Rung.CIRCULAR: 10}
"""On which working day after the day it was due on an overdue problem comes before whom."""


class Calendar(Protocol):
    def is_working(self, day: date) -> bool: ...
    def after(self, day: date, days: int) -> date: ...


def plan_by(calendar: Calendar, day: date) -> date:
    return calendar.after(day, TO_PLAN)


def answer_by(calendar: Calendar, day: date) -> date:
    return calendar.after(day, TO_ANSWER)


def due_on(calendar: Calendar, day: date, difficulty: Difficulty) -> date:
    """A month ends on the same day of the next one, or on the working day after it."""
    if difficulty is Difficulty.ORDINARY:
        return calendar.after(day, TO_SETTLE)
    ends = month_after(day)
    return ends if calendar.is_working(ends) else calendar.after(ends, 1)


def month_after(day: date) -> date:
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def climbs(calendar: Calendar, due: date) -> dict[Rung, date]:
    """The days on which an overdue problem climbs, as long as nothing is done about it."""
    return {rung: calendar.after(due, days) for rung, days in CLIMBS.items()}
