"""What follows moves too: how far each milestone behind a moved one has to move. Pure.

A milestone stands behind those that it names in `after`; without any, behind the one above it. It keeps the
distance that was planned between the two: if the one in front comes later, it moves as far as it must to keep that
distance, and no farther, so that spare time is used up first. Nothing is pulled forward by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from backend.errors import Invalid

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Node:
    """A milestone as the rule sees it: planned is the current baseline, expected the forecast that stands."""

    key: str
    after: tuple[str, ...] = ()
    planned_on: date | None = None
    expected_on: date | None = None
    reached_on: date | None = None
    label: str = ""


def in_front(nodes: Sequence[Node]) -> dict[str, tuple[str, ...]]:
    """For each milestone those directly before it. Names that the project does not have are passed over."""
    known = {node.key for node in nodes}
    found: dict[str, tuple[str, ...]] = {}
    for place, node in enumerate(nodes):
        above = (nodes[place - 1].key,) if place else ()
        found[node.key] = tuple(key for key in node.after if key in known) if node.after else above
    return found


def in_order(nodes: Sequence[Node]) -> list[str]:
    """The milestones so that each comes behind those in front of it. A circle is refused, and named."""
    try:
        return list(TopologicalSorter(in_front(nodes)).static_order())
    except CycleError as error:
        called = {node.key: node.label or node.key for node in nodes}
        circle = " → ".join(called[key] for key in error.args[1])
        raise Invalid.field("after", f"节点的先后关系绕成了一圈：{circle}。请改其中一个的前置节点") from None


def moved(nodes: Sequence[Node], key: str, to: date) -> dict[str, date]:
    """The new day of the milestone and of every one behind it that has to move, by key."""
    by_key = {node.key: node for node in nodes}
    fronts = in_front(nodes)
    days: dict[str, date] = {key: to}
    for each in in_order(nodes):
        node = by_key[each]
        if each == key or node.reached_on or node.expected_on is None:
            continue
        needed = [days[front] + _distance(by_key[front], node) for front in fronts[each] if front in days]
        if needed and (earliest := max(needed)) > node.expected_on:
            days[each] = earliest
    return days


def _distance(front: Node, node: Node) -> timedelta:
    """The time planned between two milestones; where no plan says, the time that is expected now; never negative."""
    for pair in ((front.planned_on, node.planned_on), (front.expected_on, node.expected_on)):
        if pair[0] and pair[1]:
            return max(pair[1] - pair[0], timedelta())
    return timedelta()


def slip(known_on: date | None, planned_on: date | None) -> int | None:
    """Days by which a milestone is late against a plan (negative: early); none without both days."""
    return (known_on - planned_on) // ONE_DAY if known_on and planned_on else None
