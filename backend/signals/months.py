"""Months on the calendar: a month after 31 January is the last day of February."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    year, month = divmod(place(day) + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_passed(since: date, day: date) -> int:
    """Calendar months between the month of one day and that of another: 31 March to 1 April is one."""
    return place(day) - place(since)


def place(day: date) -> int:
    """The number of a month, counted without end."""
    return day.year * 12 + day.month - 1
