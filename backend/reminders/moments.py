"""When reminders are due, by the official calendar. Pure, but for the clock of whoever asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from backend.clock import BEIJING
from backend.reminders.models import ReminderKind
from backend.weeks import WEEK, Week
from backend.working_days import DAY, in_force

NOON = time(12)
MORNING = time(9)
BEFORE_CLOSING = timedelta(hours=2)  # where reporting closes before noon
QUIET_FROM, QUIET_UNTIL = time(21), time(7, 30)
LISTS = (ReminderKind.UNIT, ReminderKind.SPONSOR)
LOOKED_BACK = 4  # weeks: a long holiday lets some close late


@dataclass(frozen=True)
class Due:
    """What is to be told of a week, from a moment on and until it is told otherwise."""

    week: Week
    kinds: tuple[ReminderKind, ...]
    at: datetime
    until: datetime


def owed_at(week: Week) -> datetime:
    """Noon of the day on which reporting closes: Friday, or the working day to which a holiday moved it."""
    noon = datetime.combine(week.closes_at.date(), NOON, BEIJING)
    return noon if noon < week.closes_at else week.closes_at - BEFORE_CLOSING


def lists_at(week: Week) -> datetime:
    """The morning of the first working day from Monday to Friday after the closing. Who is late has the weekend."""
    day = week.closes_at.date() + DAY
    while day.isoweekday() > 5 or not in_force().is_working(day):
        day += DAY
    return datetime.combine(day, MORNING, BEIJING)


def due(now: datetime) -> Iterator[Due]:
    """What is due at a moment. A worker that was away does the lists late, within a week; it reminds nobody of what has
    closed meanwhile."""
    week = Week.of(now.astimezone(BEIJING).date())
    for number in reversed(range(LOOKED_BACK)):
        each = Week(week.start - number * WEEK)
        rounds = (
            Due(each, (ReminderKind.OWED,), owed_at(each), each.closes_at),
            Due(each, LISTS, lists_at(each), lists_at(each) + WEEK),
        )
        yield from (found for found in rounds if found.at <= now < found.until)


def outside_quiet_hours(moment: datetime) -> datetime:
    """The moment itself, or the morning at which the quiet hours end (21:00 to 07:30)."""
    local = moment.astimezone(BEIJING)
    if local.time() >= QUIET_FROM:
        return datetime.combine(local.date() + DAY, QUIET_UNTIL, BEIJING)
    if local.time() < QUIET_UNTIL:
        return datetime.combine(local.date(), QUIET_UNTIL, BEIJING)
    return moment
