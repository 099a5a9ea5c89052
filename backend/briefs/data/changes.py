from datetime import date
from typing import Literal

from pydantic import Field

from backend.briefs.data.parts import Part, Row, Signed, Sum
from backend.projects.vocabulary import Cause, Stage
from backend.units import Wan


class Arrival(Part):
    """A project that came into the system between the two cut-offs, or into the scope of the brief."""

    code: str
    name: str
    row: Row
    moved: bool = False
    """It was there before, outside the scope."""


class Entered(Part):
    """A stage entry that was recorded between the two cut-offs."""

    code: str
    name: str
    stage: Stage
    occurred_on: date | None
    batch: str | None
    evidence: str | None
    late: bool
    """补报: it happened before the earlier cut-off."""


class Withdrawn(Part):
    """A stage entry that was taken back as an error."""

    code: str
    name: str
    stage: Stage
    reason: str


class Reached(Part):
    """A milestone that was recorded as reached between the two cut-offs."""

    code: str
    name: str
    milestone: str
    reached_on: date
    slip_days: int | None
    """Days after its first baseline; negative is early, null without a baseline."""
    current_slip_days: int | None = None
    """Days after the baseline that stands now, where that is another."""
    stopped_days: int = 0
    """Days of the delay in which the project stood still. Not in briefs of before these were counted."""
    late: bool
    """补报: it was reached before the earlier cut-off."""


class Standstill(Part):
    """That a project stopped, went on, or ended."""

    code: str
    name: str
    kind: Literal["suspended", "resumed", "terminated"]
    on: date | None
    cause: Cause | None
    late: bool


class WeekMoney(Part):
    """What the weekly updates say was invested."""

    amount: Sum
    """Investment of the week, of the projects that owe or sent its update."""
    supplements: Wan | None
    """补报: amounts of earlier weeks that were sent between the two cut-offs; null when there were none."""
    supplemented: int
    """How many updates those are."""
    last_week: Wan | None
    """What was known at the earlier cut-off of the week before; null when nothing was sent."""
    difference: Signed | None
    """Investment of the week less that of the week before."""


class TotalChange(Part):
    """A change of a project's total investment. One of more than 20 % is large."""

    code: str
    name: str
    old: Wan
    new: Wan
    percent: Signed | None
    large: bool
    reason: str | None = None
    document: str | None = None
    """Why, and by which document. Not in briefs of before these were kept."""


class Totals(Part):
    changed: list[TotalChange]
    first: int
    """Projects whose total investment was reported for the first time."""
    before: Wan | None
    after: Wan | None


class Changes(Part):
    """二、本周变化: what was recorded between the two cut-offs."""

    arrivals: list[Arrival]
    left: list[str]
    """Names of projects that are no longer there: entered in error, or merged into another."""
    moved_out: list[str] = Field(default_factory=list)
    """Names of projects that are still there, but no longer in the scope of the brief."""
    entered: list[Entered]
    withdrawn: list[Withdrawn]
    reached: list[Reached]
    standstills: list[Standstill]
    money: WeekMoney
    totals: Totals
