from datetime import date

from backend.briefs.data.parts import Completion, Part, Row, Signed, Sum
from backend.projects.vocabulary import Signal
from backend.units import Wan


class Step(Part):
    """A milestone on the bar of a block."""

    name: str
    planned: date | None
    reached: date | None
    expected: date | None
    slip_days: int | None = None
    """Days after the first baseline."""
    current_slip_days: int | None = None
    """Days after the baseline that stands now, where that is another."""
    stopped_days: int = 0
    """Days of the delay in which the project stood still. Not in briefs of before these were counted."""


class Member(Part):
    """One project of a block."""

    code: str
    name: str
    short_name: str
    row: Row
    total: Wan | None
    plan: Wan | None
    invested: Wan | None
    percent: Signed | None
    signal: Signal
    light_reason: str | None = None
    """Why it is red or amber; briefs made before there were lights say nothing."""
    site_progress: str | None
    said_in: str | None
    """The week of that sentence, when it is not the week of the brief."""
    owes: bool
    """Whether it has to report weekly: signed and started projects that neither stand still nor have ended."""
    reported: bool
    """Whether the update of the week is there."""
    unchanged: bool
    """本周无变化"""
    week_invested: Wan | None
    reached: list[str]
    """Milestones recorded as reached since the earlier cut-off."""
    next_step: str | None
    nodes: int
    """How many milestones it has."""
    dated: int
    """How many of them have any date."""


class Block(Part):
    """One of 三、重点项目: a project, or a programme with its members."""

    key: str = ""
    """The code by which the office chose it; briefs made before there was editing say nothing."""
    name: str
    total: Sum
    plan: Sum
    invested: Sum
    completion: Completion
    members: list[Member]
    programme: bool
    steps: list[Step]
    """At most six, so that they can be read; of a programme the next one of each member. Empty when none has a date."""

    def figure(self, what: str) -> str:
        """The key of a figure of this block."""
        return f"block.{self.key or self.name}.{what}"
