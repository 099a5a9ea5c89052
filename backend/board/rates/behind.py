"""Which rates are asked for: those of all projects, or of one group."""

from backend.board.rates.asked import OneGroup
from backend.board.rates.taking import Taken
from backend.errors import NotFound
from backend.signals.rate_groups import By, Rates, keys
from backend.signals.rates import Counted, Rate, RateKind, rate


def of_asked(taken: Taken, kind: RateKind, asked: OneGroup) -> Rate:
    rates = of_group(taken, asked)
    return rates[kind] if rates else rate(kind, taken.projects, taken.current)


def of_group(taken: Taken, asked: OneGroup) -> Rates | None:
    """The rates of the group that is asked for. One that holds nobody whom the reader may see is none of theirs."""
    if asked.group is None or asked.by is By.ALL:
        return None
    members = {kind: _members(taken, asked.by, asked.group, kind) for kind in RateKind}
    if not any(members.values()):
        raise NotFound(f"按{asked.by.label}分，没有“{asked.group}”这一组，或您不能查看它")
    return {kind: rate(kind, found, taken.current) for kind, found in members.items()}


def _members(taken: Taken, by: By, group: str, kind: RateKind) -> list[Counted]:
    return [each for each in taken.projects if group in keys(by, kind, each)]
