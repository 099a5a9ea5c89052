"""会算账 as the project page prints it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from backend.board.economics import RatioPart
from backend.money.accounts import Basis
from backend.money.models import Measure
from backend.web.formats import UNKNOWN

MADE_OF = {
    Measure.INVESTMENT_PER_MU: ("总投资", "用地"),
    Measure.OUTPUT_PER_MU: ("年产值", "用地"),
    Measure.TAX_PER_MU: ("年税收", "用地"),
    Measure.ENERGY_PER_OUTPUT: ("年能耗", "年产值"),
    Measure.PAYBACK_YEARS: ("总投资", "年利润加税收"),
}
ONCE = (Measure.INVESTMENT_PER_MU, Measure.PAYBACK_YEARS)


@dataclass(frozen=True)
class Line:
    """`met` is none where nothing is asked or something is unknown."""

    name: str
    value: str | None
    made_of: str
    asked: str
    met: bool | None


def lines(ratios: Iterable[RatioPart]) -> list[Line]:
    """What was promised is always shown; what came, once one of its two figures is there."""
    return [_line(each) for each in ratios if each.basis is Basis.EXPECTED or each.ratio is not None]


def _line(part: RatioPart) -> Line:
    over, under = MADE_OF[part.measure]
    called = part.measure.label if part.measure in ONCE else f"{part.basis.label}{part.measure.label}"
    return Line(
        name=called,
        value=None if part.ratio is None else f"{part.ratio:,}{part.measure.unit}",
        made_of=f"{over}{_amount(part.numerator)} ÷ {under}{_amount(part.denominator)}",
        asked=_asked(part),
        met=part.met,
    )


def _amount(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else f"{amount:,.2f}"


def _asked(part: RatioPart) -> str:
    limits = (("不低于", part.at_least), ("不高于", part.at_most))
    return "，".join(f"{words}{limit:,.2f}{part.measure.unit}" for words, limit in limits if limit is not None)
