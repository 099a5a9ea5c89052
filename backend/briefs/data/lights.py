from datetime import date

from backend.briefs.data.parts import Part
from backend.projects.vocabulary import Cause, Signal
from backend.signals.models import Axis


class Answering(Part):
    """On whom a project waits at that moment; empty is not known."""

    units: list[str]
    """责任单位"""
    owners: list[str]
    """责任人"""


class AxisOf(Part):
    """An axis that makes the light of a project what it is."""

    axis: Axis
    reason: str
    since: date


class Overridden(Part):
    """That a person shows another colour than the rules."""

    computed: Signal
    """The colour by the rules."""
    reason: str
    until: date


class Lit(Part):
    """A project whose light is red or amber, or would be without a person."""

    code: str
    name: str
    axes: list[AxisOf]
    """Those of the worst colour by the rules."""
    overridden: Overridden | None
    waits_on: Answering


class Stopped(Part):
    """A project that stands still."""

    code: str
    name: str
    cause: Cause | None
    since: date | None
    expected_until: date | None
    waits_on: Answering


class Lights(Part):
    """四、红灯和黄灯, as shown at the cut-off. Who stands still or has ended has no light."""

    red: list[Lit]
    """Those that have been red longest first; amber likewise."""
    amber: list[Lit]
    lifted: list[Lit]
    """Red or amber by the rules, and shown as green."""
    green: int
    unrated: int
    stopped: list[Stopped]
