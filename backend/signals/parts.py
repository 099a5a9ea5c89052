"""What the API says of a project's lights: the same in its document and as an answer of its own."""

from datetime import date, datetime

from backend.projects.vocabulary import Signal
from backend.signals.models import Axis
from backend.web.schema import Output


class LightPart(Output):
    """The result of one axis, for the day `judged_on`, by the rule of that version."""

    axis: Axis
    signal: Signal
    reason: str
    rule: str
    judged_on: date
    since: date


class OverridePart(Output):
    """A colour that a person shows in the place of the rule's, until a day."""

    signal: Signal
    reason: str
    until: date
    made_at: datetime
