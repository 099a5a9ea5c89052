"""开工: has it started by the month in which it was to start?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.projects.vocabulary import Signal
from backend.signals.axes.judged import Borders, Inputs, Judged, unrated
from backend.signals.months import months_passed, place

Pause = tuple[date, date | None]
"""A suspension: since when, and when it ended."""


@dataclass(frozen=True)
class Start:
    """`moved_to` is the forecast that was moved with a reason, which `moved_for` names."""

    planned_on: date | None
    has_started: bool = False
    started_on: date | None = None
    moved_to: date | None = None
    moved_for: str | None = None
    pauses: Sequence[Pause] = ()


def judge(start: Start, day: date, borders: Borders) -> Judged:
    """Amber once the planned month has passed, red in the third month in a row without a good reason.

    A good reason is a suspension, whose months do not count, or a forecast moved with its reason, as long as the
    month to which it was moved has not passed as well."""
    if start.has_started:
        when = start.started_on.isoformat() if start.started_on else None
        return Judged(Signal.GREEN, "已开工", {"started_on": when})
    if start.planned_on is None:
        return unrated("计划开工日期待填报")
    late = months_passed(start.planned_on, day)
    planned = f"计划{start.planned_on.year}年{start.planned_on.month}月开工"
    inputs: Inputs = {"planned_on": start.planned_on.isoformat(), "months_late": max(late, 0)}
    if late < borders["amber_months"]:
        return Judged(Signal.GREEN, f"{planned}，还没到期", inputs)
    counted, excuse = late - _paused_months(start, day), _excuse(start, day)
    inputs |= {"months_counted": counted, "moved_for": start.moved_for if excuse else None}
    said = f"{planned}，已过{late}个月没有开工" + (f"，其中停工{late - counted}个月不算" if counted < late else "")
    if counted < borders["red_months"]:
        return Judged(Signal.AMBER, said + excuse, inputs)
    return Judged(Signal.AMBER if excuse else Signal.RED, said + (excuse or "，没有登记原因"), inputs)


def rule(borders: Borders) -> str:
    return (
        f"计划开工的月份过了{borders['amber_months']}个月还没开工是黄灯；"
        f"连续第{borders['red_months']}个月还没有、又没有登记原因的是红灯"
    )


def _excuse(start: Start, day: date) -> str:
    if not (start.moved_for and start.moved_to) or months_passed(start.moved_to, day) > 0:
        return ""
    return f"，原因：{start.moved_for}，预计{start.moved_to.year}年{start.moved_to.month}月开工"


def _paused_months(start: Start, day: date) -> int:
    """Months after the planned one in which the project stood still for a day or more."""
    assert start.planned_on
    months = range(place(start.planned_on) + 1, place(day) + 1)
    stood = [(place(since), place(until or day)) for since, until in start.pauses]
    return sum(any(first <= month <= last for first, last in stood) for month in months)
