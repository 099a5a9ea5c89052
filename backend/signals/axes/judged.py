"""What an axis says: a colour, why in words, and the inputs from which both were made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.projects.vocabulary import Signal

Borders = Mapping[str, int]
"""From the rule in force, such as `{"amber_points": 10, "red_points": 30}`."""
Inputs = dict[str, int | str | None]
"""As they are stored: a day is its ISO text, an amount its decimal text."""


@dataclass(frozen=True)
class Judged:
    signal: Signal
    reason: str
    inputs: Inputs = field(default_factory=dict)


def unrated(reason: str) -> Judged:
    return Judged(Signal.UNRATED, reason)
