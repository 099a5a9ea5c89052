"""How the standard writes days, money and what is not known. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
YUAN_IN_WAN = 10_000
CURRENCY = "CNY"
BEGINNING, END = "T00:00:00+08:00", "T23:59:59+08:00"


def from_day(day: date | None) -> str | None:
    """The first moment of a day here: the standard knows no days."""
    return f"{day.isoformat()}{BEGINNING}" if day else None


def until_day(day: date | None) -> str | None:
    """The last second of a day here."""
    return f"{day.isoformat()}{END}" if day else None


def period(start: date | None, end: date | None) -> Json:
    return {"startDate": from_day(start), "endDate": until_day(end)}


def value(wan: Decimal | None) -> Json | None:
    """Money in yuan. An amount of two decimals in 万元 is always whole yuan."""
    return None if wan is None else {"amount": int(wan * YUAN_IN_WAN), "currency": CURRENCY}


def without_blanks(given: Any) -> Any:
    """What is not known is left out whole: the standard takes no null, no blank text, no empty list or object."""
    if isinstance(given, str):
        return given.strip() or None
    if isinstance(given, Mapping):
        kept = ((name, without_blanks(each)) for name, each in given.items())
        return {name: each for name, each in kept if each is not None} or None
    if isinstance(given, Sequence):
        return [each for each in map(without_blanks, given) if each is not None] or None
    return given
