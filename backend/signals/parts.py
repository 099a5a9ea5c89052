"""What the API says of a project's lights: the same in its document and as an answer of its own."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

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

    id: UUID
    signal: Signal
    reason: str
    until: date
    made_at: datetime


class LightRowPart(LightPart):
    """A result as it was kept: what the colour was before, and from which inputs this one was made."""

    was: Signal | None
    inputs: dict[str, Any]
    computed_at: datetime


class OverrideEndPart(Output):
    reason: str
    ended_at: datetime


class SpellPart(Output):
    """A time in which the project had one colour by the rules; `until` is the day of the next, null while it lasts."""

    signal: Signal
    since: date
    until: date | None


class SignalsPart(Output):
    """The lights of a project now, and how they came about."""

    signal: Signal
    computed_signal: Signal
    since: date | None
    override: OverridePart | None
    lights: list[LightPart]
    spells: list[SpellPart]
    history: list[LightRowPart]


class SignalRulePart(Output):
    axis: Axis
    version: str
    effective_from: date
    borders: dict[str, int]
    says: str
