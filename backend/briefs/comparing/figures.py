"""Figures of one section in two briefs: those that differ, in the words of the briefs."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeVar

from backend.briefs.comparing.parts import Difference
from backend.briefs.sentences.wording import NONE, UNKNOWN, amount, percent

T = TypeVar("T")
Figures = Iterator[tuple[str, str, Decimal | int | None, str]]
"""Key, name, value and unit of each figure of a section."""


def both(figures: Callable[[T], Figures], was: T | None, now: T | None) -> list[Difference]:
    before = {key: (name, value, unit) for key, name, value, unit in figures(was)} if was else {}
    after = {key: (name, value, unit) for key, name, value, unit in figures(now)} if now else {}
    found = []
    for key in {**after, **before}:
        name, _, unit = after.get(key) or before[key]
        old, new = (side[key][1] if key in side else None for side in (before, after))
        if old != new:
            found.append(
                Difference(key=key, what=name, was=_said(old, unit), now=_said(new, unit), by=_by(old, new, unit))
            )
    return found


def _said(value: Decimal | int | None, unit: str) -> str:
    if value is None:
        return NONE if unit == "%" else UNKNOWN if unit == "万元" else f"0{unit}"
    if unit == "万元":
        return amount(Decimal(value))
    return percent(Decimal(value)) if unit == "%" else f"{value}{unit}"


def _by(old: Decimal | int | None, new: Decimal | int | None, unit: str) -> str:
    if unit not in {"万元", "%"}:
        old, new = old or 0, new or 0
    if old is None or new is None:
        return ""
    by = abs(Decimal(new) - Decimal(old))
    more = "增加" if new > old else "减少"
    if unit == "%":
        return f"{'提高' if new > old else '降低'}{by}个百分点"
    return f"{more}{_said(by, unit)}"
