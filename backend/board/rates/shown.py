"""How a page shows rates: six figures with their fractions, what stands beside them, and a row for each group. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from backend.signals.rate_groups import Rates
from backend.signals.rate_lists import UNKNOWN, Behind, behind
from backend.signals.rates import Counted, Rate, RateKind
from backend.web.formats import wan_plain

Address = Callable[[RateKind, Behind], str]
"""Of the list behind a rate."""
YI = Decimal(10_000)


@dataclass(frozen=True)
class Link:
    """A figure, what it counts, and the list of exactly those."""

    text: str
    href: str
    count: int


@dataclass(frozen=True)
class Figure:
    """One rate: `part` ÷ `whole`; `beside` is what is not counted, or should be known of what is."""

    label: str
    rate: Decimal | None
    part: Link
    whole: Link
    unit: str
    beside: list[Link]


def figures(rates: Rates, named: Mapping[str, Counted], address: Address) -> list[Figure]:
    return [_figure(kind, rate, named, address) for kind, rate in rates.items()]


def _figure(kind: RateKind, rate: Rate, named: Mapping[str, Counted], address: Address) -> Figure:
    part, whole, unit = _fraction(kind, rate)
    return Figure(
        label=kind.label,
        rate=rate.percent,
        part=Link(part, address(kind, Behind.NUMERATOR), len(rate.reached)),
        whole=Link(whole, address(kind, Behind.DENOMINATOR), len(rate.counted)),
        unit=unit,
        beside=[
            Link(text, address(kind, which), len(codes))
            for which, text in _beside(kind, rate, named).items()
            if (codes := behind(rate, which))
        ],
    )


def _fraction(kind: RateKind, rate: Rate) -> tuple[str, str, str]:
    """Amounts of 亿元 from 10,000 万元 on, both sides alike."""
    if not kind.is_of_money:
        return f"{rate.numerator}", f"{rate.denominator}", "个"
    large = max(rate.numerator, rate.denominator) >= YI
    part, whole = (amount / YI if large else Decimal(amount) for amount in (rate.numerator, rate.denominator))
    return wan_plain(part), wan_plain(whole), "亿元" if large else "万元"


def _beside(kind: RateKind, rate: Rate, named: Mapping[str, Counted]) -> dict[Behind, str]:
    ended = "、".join(named[code].name for code in rate.ended)
    rest = {RateKind.START: "没开工", RateKind.PRODUCTION: "没投产", RateKind.REGISTRATION: "没入库"}.get(kind, "")
    return {
        Behind.REST: f"{rest}{len(behind(rate, Behind.REST))}个",
        Behind.UNKNOWN: f"{UNKNOWN.get(kind, '')}{len(rate.unknown)}个，不计",
        Behind.CURRENT: f"本期新进{len(rate.current)}个，不计",
        Behind.WITHOUT_BATCH: f"期次待填报{len(rate.without_batch)}个，不计",
        Behind.WITHDRAWN: f"登记已撤回{len(rate.withdrawn)}个，不计",
        Behind.ENDED: f"已终止也在分母里：{ended}",
    }
