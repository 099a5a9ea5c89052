"""When each milestone of a project was planned, believed and reached: one made-up course for the whole history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from seed.demo.plots import Plot
from seed.demo.span import Span, chance, working_day
from seed.reading import table

DAYS = {"permits": (14, 34), "works": (28, 70), "commissioning": (16, 40)}
SLOWER = {"rail_spur": 1.5, "road": 1.6, "urban_area": 4, "tourism": 2.2, "public_works": 2}
"""How much longer works take than the nodes of an industrial project, where a template has fewer of them."""
LATE = (-8, 0, 0, 6, 12, 20, 35, 55)  # days behind the first plan
LATER = (10, 15, 20, 30)  # days by which one look ahead moves what is to come


@dataclass(frozen=True)
class Node:
    """`day` is when it is reached, or will be; `opening_day` is what was believed when the books were opened."""

    key: str
    phase: str
    gate: str | None
    day: date
    baseline: date
    opening_day: date


@dataclass(frozen=True)
class Course:
    nodes: list[Node]
    moved_on: date | None
    """When the owner moved the forecasts of what had not been reached."""

    def gate(self, name: str) -> date:
        return next(node.day for node in self.nodes if node.gate == name)

    def working_on(self, day: date) -> tuple[Node, int] | None:
        """What comes after all that is reached on that day, and how far it has come in percent."""
        past = [number for number, node in enumerate(self.nodes) if node.day <= day]
        place = past[-1] + 1 if past else 0
        if place == len(self.nodes):
            return None
        node = self.nodes[place]
        since = self.nodes[place - 1].day if place else node.day - timedelta(days=40)
        share = (day - since).days / max((node.day - since).days, 1)
        return node, min(max(round(share * 20) * 5, 5), 95)


def course(plot: Plot, span: Span, stands_since: date | None = None) -> Course:
    """A project that stands still had come where it stands by then; what was ahead is nowhere in sight."""
    luck = chance(plot.code, "course")
    nodes = template(plot.facts.kind)
    place = next(number for number, node in enumerate(nodes) if node["key"] == plot.at)
    believed = _days(plot, nodes, place, stands_since or span.end, luck)
    late, moved_by = luck.choice(LATE), timedelta(days=luck.choice(LATER))
    moved_on = None if stands_since else _moved_on(span, luck)
    stalled = span.end - stands_since + timedelta(days=150) if stands_since else timedelta()
    behind = _permit_behind(nodes, place, luck)
    course = Course([], moved_on)
    for number, (node, day) in enumerate(zip(nodes, believed, strict=True)):
        planned = working_day(day - timedelta(days=late * min(number + 1, place + 1) // (place + 1)))
        moved = moved_by if moved_on and day > moved_on else timedelta()
        real = day + stalled if number >= place else day
        if number == behind:
            real = working_day(span.end + timedelta(days=45))
        course.nodes.append(Node(node["key"], node["phase"], node.get("gate"), real, planned, day - moved))
    return course


def template(kind: str) -> Sequence[dict[str, Any]]:
    return next(each["nodes"] for each in table("templates").values() if kind in each["kinds"])


def template_name(kind: str) -> str:
    return next(str(code) for code, each in table("templates").items() if kind in each["kinds"])


def _days(plot: Plot, nodes: Sequence[dict[str, Any]], place: int, anchor: date, luck: Random) -> list[date]:
    """On the anchor's day the node at `place` is somewhere in its middle; the others lie before and after it."""
    slower = SLOWER.get(template_name(plot.facts.kind), 1)
    paces = {"permits": plot.pace, "works": plot.pace * slower, "commissioning": plot.pace}
    gaps = [luck.randint(*DAYS[node["phase"]]) * paces[node["phase"]] for node in nodes]
    ahead = gaps[place] * luck.uniform(0.15, 0.85) if plot.since is None else gaps[place] - plot.since
    offsets = [ahead + sum(gaps[place + 1 : n + 1]) - sum(gaps[n + 1 : place + 1]) for n in range(len(nodes))]
    return [working_day(anchor + timedelta(days=round(offset))) for offset in offsets]


def _permit_behind(nodes: Sequence[dict[str, Any]], place: int, luck: Random) -> int | None:
    """Where works go on, a permit is sometimes still missing."""
    permits = [number for number, node in enumerate(nodes) if node["phase"] == "permits"]
    return luck.choice(permits[2:-2]) if place > permits[-1] + 1 and luck.random() < 0.3 else None


def _moved_on(span: Span, luck: Random) -> date | None:
    """One project in three takes a look ahead and finds that it will be later."""
    week = luck.choice(span.weeks)
    return working_day(week.start + timedelta(days=2)) if luck.random() < 0.35 else None
