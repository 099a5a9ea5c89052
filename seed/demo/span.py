"""Which weeks a demonstration tells of, and the days on which offices work."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from backend.calendar.published import published
from backend.clock import BEIJING
from backend.errors import Invalid
from backend.weeks import WEEK, Week

LONGEST = 156
OFFICIAL = published()


@dataclass(frozen=True)
class Span:
    """From the first week to the last, both included."""

    first: Week
    last: Week

    @classmethod
    def ending(cls, weeks: int, until: date) -> Self:
        """So many weeks, the last of which has closed before that day."""
        if not 1 <= weeks <= LONGEST:
            raise Invalid.field("weeks", f"周数为1至{LONGEST}", weeks)
        last = Week.of(until)
        while last.closes_at.date() >= until:
            last = last.previous
        return cls(Week(last.start - (weeks - 1) * WEEK), last)

    @property
    def weeks(self) -> list[Week]:
        count = (self.last.start - self.first.start).days // 7 + 1
        return [Week(self.first.start + number * WEEK) for number in range(count)]

    @property
    def opening(self) -> date:
        """The working day before the first week: the books are opened as of then."""
        return last_working_day(self.first.start - timedelta(days=1))

    @property
    def end(self) -> date:
        """The day on which the last week's reporting closes."""
        return self.last.closes_at.date()


def chance(*words: str) -> random.Random:
    """Luck that is the same each time: it depends on nothing but the words."""
    return random.Random(":".join(words))  # noqa: S311  nothing secret hangs on it


def is_working_day(day: date) -> bool:
    """By the official calendar; a year that is not published yet counts Monday to Friday."""
    return OFFICIAL.is_working(day)


def working_day(day: date) -> date:
    """The day itself, or the next one on which offices work."""
    return OFFICIAL.first_from(day)


def last_working_day(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def at(day: date, luck: random.Random, hours: tuple[int, int] = (9, 17)) -> datetime:
    """A moment of that day's working hours."""
    minutes = luck.randint(hours[0] * 60, hours[1] * 60 - 1)
    return datetime.combine(day, time(minutes // 60, minutes % 60, luck.randint(0, 59)), BEIJING)
