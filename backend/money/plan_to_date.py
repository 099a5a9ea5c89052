"""How fast a project spends, against its own plan: pure sums, the only place where they are worked out."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from backend.units import rounded, share
from backend.weeks import Week

MONTHS = 12


def plan_to_date(monthly: Sequence[Decimal | None], day: date) -> Decimal | None:
    """What was to be invested from January to the end of this day: the full months, and this one's share of days.

    `monthly` are the twelve plans (分月计划) of the day's year. A month without a plan makes the sum unknown."""
    past = [*monthly[: day.month]]
    planned = [each for each in past if each is not None]
    if len(planned) < day.month:
        return None
    *full, running = planned
    days = monthrange(day.year, day.month)[1]
    return rounded(sum(full, Decimal(0)) + running * day.day / days)


def cut_off(week: Week) -> date:
    """The day up to which a week's money is compared: the one on which it closes, within the year that it counts in."""
    return min(max(week.closes_at.date(), date(week.year, 1, 1)), date(week.year, 12, 31))


def points(invested: Decimal | None, due: Decimal | None, annual: Decimal | None) -> Decimal | None:
    """How many points (百分点) of the annual plan the investment is ahead (or, below zero, behind)."""
    if invested is None or due is None:
        return None
    return share(invested - due, annual)


def time_share(day: date) -> Decimal:
    """序时进度: the part of the year that has gone by, in percent, counted in months and the days of this one."""
    days = monthrange(day.year, day.month)[1]
    return rounded((day.month - 1 + Decimal(day.day) / days) * 100 / MONTHS)
