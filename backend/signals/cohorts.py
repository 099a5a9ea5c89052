"""Of each 签约 batch: how many had started 3, 6, 12 and 18 months after it was held. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.projects.vocabulary import STAGES, Stage, has_reached
from backend.signals.months import months_after
from backend.signals.rates import Counted, place
from backend.units import share

AGES = (3, 6, 12, 18)
"""Months."""
STARTED = STAGES[STAGES.index(Stage.STARTED) :]


@dataclass(frozen=True)
class Age:
    """`started` had done so by `on`; both are none where nobody knows when the batch was held, and `started` is none
    as well as long as the batch is not that old."""

    months: int
    on: date | None
    started: tuple[str, ...] | None
    percent: Decimal | None


@dataclass(frozen=True)
class Cohort:
    batch: str
    held_on: date | None
    is_current: bool
    members: tuple[str, ...]
    """Who signed with the batch, those that ended early too."""
    started: tuple[str, ...]
    """Who has started by now."""
    undated: tuple[str, ...]
    """Who has started, nobody has said when: they count from the day on which they are known to produce."""
    ended: tuple[str, ...]
    ages: tuple[Age, ...]


def cohorts(
    projects: Sequence[Counted], held: Mapping[str, date | None], current: str | None, day: date
) -> list[Cohort]:
    """The newest batch first, as of a day; `held` says when each batch was."""
    members = defaultdict(list)
    for project in projects:
        if batch := project.entered.get(Stage.SIGNED):
            members[batch].append(project)
    newest_first = sorted(members, key=place, reverse=True)
    return [_cohort(batch, held.get(batch), batch == current, members[batch], day) for batch in newest_first]


def _cohort(batch: str, held_on: date | None, is_current: bool, members: list[Counted], day: date) -> Cohort:  # noqa: FBT001
    started = [each for each in members if has_reached(each.stage, Stage.STARTED)]
    return Cohort(
        batch=batch,
        held_on=held_on,
        is_current=is_current,
        members=tuple(each.code for each in members),
        started=tuple(each.code for each in started),
        undated=tuple(each.code for each in started if not each.days.get(Stage.STARTED)),
        ended=tuple(each.code for each in members if each.ended),
        ages=tuple(_at(months, held_on, members, day) for months in AGES),
    )


def _at(months: int, held_on: date | None, members: list[Counted], day: date) -> Age:
    on = months_after(held_on, months) if held_on else None
    if on is None or on > day:
        return Age(months, on, None, None)
    started = tuple(each.code for each in members if (first := _known(each)) and first <= on)
    return Age(months, on, started, share(len(started), len(members)))


def _known(project: Counted) -> date | None:
    """The first day of which it is known that the project had started: of its start, else of what came after."""
    days = [day for stage in STARTED if (day := project.days.get(stage))]
    return min(days, default=None)
