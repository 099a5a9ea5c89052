"""The light of a project as it is shown: its colour, or that it stands still or is not rated. Pure."""

from backend.projects.vocabulary import Condition, Signal


def light_of(condition: Condition, signal: str) -> str:
    """Standing still is shown as 停; an ended project has no light, nor has one that is not rated."""
    if condition is Condition.UNDER_WAY and signal != Signal.UNRATED:
        return str(signal)
    return "stop" if condition is Condition.SUSPENDED else "none"


def computed_of(condition: Condition, shown: Signal, computed: Signal) -> str | None:
    """The light by the rules, to stand beside the one that is shown: only where the two differ."""
    if condition is not Condition.UNDER_WAY or shown == computed:
        return None
    return light_of(condition, computed)
