"""资金: has the money arrived that was to have arrived?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backend.projects.vocabulary import Signal
from backend.signals.axes.judged import Borders, Inputs, Judged, unrated
from backend.units import money
from backend.web.formats import md, wan_said

Amount = tuple[date | None, Decimal]


@dataclass(frozen=True)
class Funds:
    """In 万元: the plan counts from the start, by which day how much; arrivals are single sums, some of unknown day."""

    plan: Sequence[tuple[date, Decimal]]
    arrivals: Sequence[Amount]


def judge(funds: Funds, day: date, borders: Borders) -> Judged:
    """Money that is due on a day may still come in on that day: only the day after can be late."""
    if not funds.plan:
        return unrated("资金到位计划待填报")
    last = day - timedelta(days=borders["red_days"] + 1)
    due = max((each for each in funds.plan if each[0] <= last), default=None)
    if due is None:
        first = min(funds.plan)
        return Judged(Signal.GREEN, f"{md(first[0], year=True)}才到第一笔", {"due": "0.00"})
    arrived = sum((amount for on, amount in funds.arrivals if on is None or on <= day), Decimal(0))
    inputs: Inputs = {"due_on": due[0].isoformat(), "due": money(due[1]), "arrived": money(arrived)}
    said = f"到{md(due[0], year=True)}应到位{wan_said(due[1])}，" + (
        f"实到{wan_said(arrived)}" if funds.arrivals else "没有登记到位资金"
    )
    return Judged(Signal.GREEN if arrived >= due[1] else Signal.RED, said, inputs)


def rule(borders: Borders) -> str:
    grace = f"，宽限{borders['red_days']}天" if borders["red_days"] else ""
    return f"到位资金少于到期应到位的是红灯{grace}；没有黄灯"
