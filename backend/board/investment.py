"""How a project's total investment came to be what it is, as its page tells it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.clock import BEIJING
from backend.lifecycle.parts import StagePart
from backend.money.changes import is_large, shift
from backend.money.parts import InvestmentChangePart
from backend.web.formats import percent, wan


@dataclass(frozen=True)
class Change:
    """`large` is a change of more than a fifth."""

    day: date
    what: str
    by: str
    large: bool
    reason: str | None
    document: str | None


def changes(parts: Iterable[InvestmentChangePart]) -> list[Change]:
    """The newest first. That it became known is not a change of it."""
    known = [each for each in parts if each.old_wan is not None]
    return [_change(each, each.old_wan) for each in reversed(known)]


def _change(part: InvestmentChangePart, old: Decimal | None) -> Change:
    by = shift(old, part.new_wan)
    moved = "" if by is None else f"{'增' if by > 0 else '减'}{percent(abs(by))}"
    return Change(
        day=part.changed_at.astimezone(BEIJING).date(),
        what=f"{wan(old)} → {wan(part.new_wan)}",
        by=moved,
        large=is_large(old, part.new_wan),
        reason=part.reason,
        document=part.document,
    )


def began(producing: StagePart | None, day: date) -> date | None:
    """Since when results are owed; where the day of an entry is unknown, since the year began."""
    if producing is None:
        return None
    return producing.occurred_on or date(day.year, 1, 1)
