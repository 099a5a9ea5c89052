"""What happens in a demonstration: each turn is one act of one person, at its own moment."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.weeks import WEEK
from seed.demo.cast import STEWARD_OF
from seed.demo.plots import Plot
from seed.demo.span import Span, working_day

Act = Callable[[AsyncSession, Actor], Awaitable[object]]
OFFICE = "office"
HOUSE = "house"
"""Nobody: what the installation does by itself."""
HANDED_OVER = "agriculture"  # the unit whose projects get another steward
TO = "steward-6"


@dataclass(frozen=True)
class Turn:
    at: datetime
    code: str
    """The project, or what else it is about: turns of the same second keep an order."""
    who: str
    act: Act


def part_of(span: Span, share: float) -> date:
    """The working day at which that share of the history has passed."""
    days = len(span.weeks) * WEEK.days - 3
    return min(working_day(span.first.start + timedelta(days=int(days * share))), span.end)


def steward(plot: Plot, day: date, span: Span) -> str:
    if plot.lead_unit == HANDED_OVER and day > part_of(span, 0.5):
        return TO
    return STEWARD_OF[plot.lead_unit]
