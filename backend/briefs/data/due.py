from datetime import date

from backend.briefs.data.lights import Answering
from backend.briefs.data.parts import Part


class DueNode(Part):
    """A milestone that is expected to be reached in the week."""

    code: str
    name: str
    milestone: str
    expected_on: date
    waits_on: Answering


class Due(Part):
    """七、下周节点: of projects that go on, what was not reached at the cut-off, by day."""

    starts_on: date
    ends_on: date
    nodes: list[DueNode]
    undated: int
    """Milestones of these projects that are not reached and that nobody has given a day."""
