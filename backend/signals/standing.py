"""Where a project stands by its rows: the furthest stage, whether it goes on, and its worst light. Pure."""

from collections.abc import Iterable

from backend.projects.vocabulary import STAGES, Condition, Signal, Stage
from backend.signals.rows import Row, Rows

WORST_FIRST = (Signal.RED, Signal.AMBER, Signal.GREEN)


def live(entries: Iterable[Row]) -> list[Row]:
    """The stage entries that stand."""
    return [entry for entry in entries if entry["withdrawal_id"] is None]


def furthest(entries: Iterable[Row]) -> Stage | None:
    """The furthest stage entered and not withdrawn; none is the pipeline (储备)."""
    entered = {entry["stage"] for entry in live(entries)}
    return next((stage for stage in reversed(STAGES) if stage in entered), None)


def condition(rows: Rows) -> Condition:
    if rows["terminations"]:
        return Condition.TERMINATED
    still = any(each["resumption_id"] is None for each in rows["suspensions"])
    return Condition.SUSPENDED if still else Condition.UNDER_WAY


def worst(signals: Iterable[str]) -> Signal:
    """The worst colour of the axes; an axis that is not rated is never the worst."""
    found = set(signals)
    return next((signal for signal in WORST_FIRST if signal in found), Signal.UNRATED)
