"""Moments that have been: those of which a state can be asked. None lies ahead, since nothing is known of it yet."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from backend.clock import BEIJING, now
from backend.web.schema import Blank, Input, Moment

OFFSET = len("+08:00")


def with_its_plus(value: Any) -> Any:
    """In an address a plain `+` stands for a space; a moment of which it was taken gets it back."""
    if isinstance(value, str) and value[-OFFSET : -OFFSET + 1] == " " and "T" in value:
        return f"{value[:-OFFSET]}+{value[-OFFSET + 1 :]}"
    return value


def here(value: Any) -> Any:
    """What a person picks is the clock of Beijing."""
    value = with_its_plus(value)
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value
    return value if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def has_been(moment: datetime) -> datetime:
    if moment > now():
        raise ValueError("这个时刻还没有到：只能看已经过去的状态")
    return moment


Past = Annotated[Moment, AfterValidator(has_been), BeforeValidator(with_its_plus)]
"""As a program asks: with its offset from UTC."""
PastHere = Annotated[Moment, AfterValidator(has_been), BeforeValidator(here)]
"""As a page asks, where a time without an offset is Beijing's."""


class AsOf(Input):
    """The state of which moment is asked for; without it that of now."""

    as_of: Annotated[Past | None, Blank] = None
    """过去的某个时刻，如 2026-11-20T18:00+08:00；不带就是现在"""


class AsOfHere(Input):
    as_of: Annotated[PastHere | None, Blank] = None
    """As a page asks, whose reader picks day and hour of Beijing."""


def address(moment: datetime) -> str:
    """A moment as the address of a page carries it, and as a field for day and hour shows it: 2026-11-20T18:00."""
    return (
        moment.astimezone(BEIJING)
        .replace(tzinfo=None)
        .isoformat(timespec="auto" if _has_seconds(moment) else "minutes")
    )


def _has_seconds(moment: datetime) -> bool:
    return bool(moment.second or moment.microsecond)
