from datetime import date

from backend.briefs.data.parts import Part
from backend.problems.vocabulary import Rung


class StruckOff(Part):
    """A problem that was struck off between the two cut-offs."""

    code: str
    name: str
    number: int
    what: str


class Overdue(Part):
    """A problem that was to be settled before the cut-off and is not."""

    code: str
    name: str
    number: int
    what: str
    unit: str | None
    due_on: date
    days: int
    """From the day it was due on to that of the cut-off."""
    climbed_to: Rung | None


class Problems(Part):
    """五、问题台账, as of the cut-off. What was raised in error is not counted."""

    active: int
    """Not struck off; `asked` of them wait for the office."""
    asked: int
    raised: int
    """Between the two cut-offs."""
    struck_off: list[StruckOff]
    overdue: list[Overdue]
    """Those that have been overdue longest first."""
