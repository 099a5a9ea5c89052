"""How late a milestone is, and for how much of that the project stood still. Pure.

Standing still is not counted as delay, and is named beside it. It counts from the day the plan was agreed (or the
planned day, if that came first): a stop that the plan knew of cannot excuse it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from backend.milestones.following import ONE_DAY, slip
from backend.web import formats


class Dated(Protocol):
    """A milestone, as a row or as a part of the document."""

    @property
    def first_baseline_on(self) -> date | None: ...
    @property
    def baseline_on(self) -> date | None: ...
    @property
    def forecast_on(self) -> date | None: ...
    @property
    def reached_on(self) -> date | None: ...


@dataclass(frozen=True)
class Stop:
    """A suspension: `since` is its first day, `until` the day on which works went on."""

    since: date
    until: date | None


@dataclass(frozen=True)
class Delay:
    """`days` after the baseline (negative: early), of which the project stood still for `stopped`."""

    days: int
    stopped: int

    @property
    def own(self) -> int:
        return self.days - self.stopped

    @property
    def in_words(self) -> str:
        """晚42天（其中停工12天）"""
        return formats.slip(self.days) + (f"（其中停工{self.stopped}天）" if self.stopped else "")


@dataclass(frozen=True)
class Course:
    """What the delays of a project are told by: when its first and its current plan were agreed, when it stood
    still, and the day on which this is read."""

    first_agreed_on: date | None
    agreed_on: date | None
    stops: tuple[Stop, ...]
    today: date

    def against_first(self, node: Dated) -> Delay | None:
        return self._delay(node, node.first_baseline_on, self.first_agreed_on)

    def against_current(self, node: Dated) -> Delay | None:
        return self._delay(node, node.baseline_on, self.agreed_on)

    def in_words(self, node: Dated) -> str:
        """比首版晚91天（其中停工12天），比现版晚3天; of a plan that was never changed only the first, without one nothing."""
        told = [("比首版", self.against_first(node))]
        if node.baseline_on != node.first_baseline_on:
            told.append(("比现版", self.against_current(node)))
        return "，".join(f"{against}{delay.in_words}" for against, delay in told if delay)

    def _delay(self, node: Dated, planned_on: date | None, agreed_on: date | None) -> Delay | None:
        known_on = node.reached_on or node.forecast_on
        days = slip(known_on, planned_on)
        if days is None or known_on is None or planned_on is None:
            return None
        begins = min(agreed_on or planned_on, planned_on)
        return Delay(days, min(days_stopped(self.stops, begins, min(known_on, self.today)), max(days, 0)))


def days_stopped(stops: Iterable[Stop], begins: date, ends: date) -> int:
    """Days within the time from `begins` to `ends` on which the project stood still, each counted once."""
    counted, reached = 0, begins
    for stop in sorted(stops, key=lambda each: each.since):
        first, last = max(stop.since, reached), min(stop.until or ends, ends)
        counted += max((last - first) // ONE_DAY, 0)
        reached = max(reached, last)
    return counted
