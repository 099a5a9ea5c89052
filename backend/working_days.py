"""On which days offices work (工作日): what the official calendar says differently from Monday to Friday.

The rows are `backend.calendar`'s. What they say is kept here for the process, since a week's closing depends on it and
is asked for everywhere; app, worker and commands read it when they begin, and again when it was edited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """`marked` holds the days that the official calendar names: True is worked (调休上班), False is off (放假).

    A year of which no day is marked is not published yet: it counts Monday to Friday, and `is_known` says so."""

    marked: Mapping[date, bool] = field(default_factory=dict)

    def is_known(self, year: int) -> bool:
        """Whether the official calendar of the year has been entered."""
        return any(day.year == year for day in self.marked)

    def is_working(self, day: date) -> bool:
        return self.marked.get(day, day.isoweekday() < 6)

    def is_holiday(self, day: date) -> bool:
        """Off by the official calendar; an ordinary weekend is not."""
        return self.marked.get(day) is False

    def first_from(self, day: date) -> date:
        """The day itself, or the next one on which offices work."""
        while not self.is_working(day):
            day += DAY
        return day

    def after(self, day: date, working_days: int) -> date:
        """The day that is so many working days after `day`, which itself does not count; 0 is `first_from(day)`."""
        if working_days == 0:
            return self.first_from(day)
        for _ in range(working_days):
            day = self.first_from(day + DAY)
        return day

    def until(self, day: date, other: date) -> int:
        """How many working days lie after `day`, up to and with `other`; negative when `other` is before `day`."""
        if other < day:
            return -self.until(other, day)
        return sum(self.is_working(day + number * DAY) for number in range(1, (other - day).days + 1))

    def closing(self, day: date) -> date:
        """When something is due that falls on `day`: on a public holiday it moves to the next working day."""
        return self.first_from(day) if self.is_holiday(day) else day


_in_force = [WorkingCalendar()]


def in_force() -> WorkingCalendar:
    """What this process goes by now."""
    return _in_force[0]


def use(calendar: WorkingCalendar) -> None:
    _in_force[0] = calendar
