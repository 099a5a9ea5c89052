"""Putting the things of a list in another order, one place at a time."""

from collections.abc import Sequence
from typing import Literal, Protocol, TypeVar

from backend.web.schema import Input


class MoveIn(Input):
    """Where one of a list goes: one place, within its part."""

    direction: Literal["up", "down"]
    """up 上移一位，down 下移一位；到头了就不动"""


class Placed(Protocol):
    position: int


Thing = TypeVar("Thing", bound=Placed)


def move(things: Sequence[Thing], which: Thing, given: MoveIn) -> None:
    """At its end it stays. Positions come out as 1, 2, 3 …; only those that change are written."""
    order = list(things)
    place = order.index(which)
    order.insert(max(place + (-1 if given.direction == "up" else 1), 0), order.pop(place))
    for position, each in enumerate(order, 1):
        each.position = position
