"""How fast a project spends this year, against its own plan by months, at the last cut-off. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.money.plan_to_date import cut_off, plan_to_date, points, time_share
from backend.timeline.document import ProjectDocument, YearPart
from backend.units import share
from backend.weeks import Week


@dataclass(frozen=True)
class Pace:
    """How far a project was at the last cut-off, against its own plan by months. Shares are of the annual plan."""

    until: date
    invested: Decimal | None
    due: Decimal | None
    done: Decimal | None
    planned: Decimal | None
    points: Decimal | None
    time: Decimal
    """序时进度, in percent."""


def pace_of(document: ProjectDocument, part: YearPart, closed: Week) -> Pace:
    """What the light of progress compares: both sides at the cut-off of the last closed week."""
    until = cut_off(closed)
    invested, annual = part.invested_wan, part.annual_plan_wan
    last = document.last_update
    if invested is not None and last and closed < Week.parse(last.week):
        invested -= last.invested_wan  # of the running week: reported early, due later
    due = plan_to_date(part.monthly_plan_wan, until)
    return Pace(
        until=until,
        invested=invested,
        due=due,
        done=None if invested is None else share(invested, annual),
        planned=None if due is None else share(due, annual),
        points=points(invested, due, annual),
        time=time_share(until),
    )
