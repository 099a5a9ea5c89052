"""Scores, totals and ranks of units. Pure: what each reached and was to reach, and the comparisons in force.

Units are ranked, people never. What cannot be known is no zero: a unit without a target is not scored by share of it, and
its other comparisons then carry the whole weight; who cannot be scored at all is not ranked, and is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, TypeVar

from backend.rankings.models import Formula
from backend.targets.models import UnitMeasure
from backend.units import rounded

FIRST, LAST = 3, 3
"""How many a circular names at either end (红榜 and the last)."""
BEST, BASE = Decimal(100), Decimal(60)


@dataclass(frozen=True)
class Comparing:
    """By what units are compared: a measure, its weight of 100, the formula that makes a score of it."""

    measure: UnitMeasure
    formula: Formula
    weight: int
    points_each: Decimal | None = None
    most: Decimal = BEST


@dataclass(frozen=True)
class Figure:
    """What a unit reached by a measure; `target` is none where nobody set one."""

    amount: Decimal
    target: Decimal | None = None


@dataclass(frozen=True)
class Scored:
    """A figure with the score made from it, and what the score adds to the total."""

    comparison: Comparing
    figure: Figure
    score: Decimal | None
    adds: Decimal | None = None


@dataclass(frozen=True)
class Row:
    unit: str
    projects: int
    scored: Sequence[Scored] = field(default_factory=list)
    total: Decimal | None = None
    rank: int | None = None
    before: int | None = None
    """Its rank in the period before, by the same table."""
    why_not: str = ""
    """Why it is not ranked."""

    @property
    def change(self) -> int | None:
        """Places gained; negative is places lost."""
        return None if self.rank is None or self.before is None else self.before - self.rank


Figures = Mapping[str, Mapping[UnitMeasure, Figure]]
"""By unit."""


def rank(comparisons: Sequence[Comparing], figures: Figures, projects: Mapping[str, int], least: int = 1) -> list[Row]:
    """Ranked ones by rank, the others after them. Equal totals share a rank, and the next one is left out: 1, 2, 2, 4."""
    few = [
        Row(unit, projects.get(unit, 0), why_not=_too_few(least)) for unit in figures if projects.get(unit, 0) < least
    ]
    able = {unit: found for unit, found in figures.items() if projects.get(unit, 0) >= least}
    rows = [_row(unit, projects[unit], comparisons, able) for unit in able]
    totals = sorted((row.total for row in rows if row.total is not None), reverse=True)
    ranked = [_with_rank(row, totals.index(row.total) + 1) for row in rows if row.total is not None]
    unknown = [row for row in rows if row.total is None]
    return [*sorted(ranked, key=lambda row: (row.rank, row.unit)), *unknown, *few]


def with_ranks_before(rows: Sequence[Row], earlier: Sequence[Row]) -> list[Row]:
    ranks = {row.unit: row.rank for row in earlier}
    return [_with_rank(row, row.rank, ranks.get(row.unit)) for row in rows]


class HasRank(Protocol):
    @property
    def rank(self) -> int | None: ...


Ranked = TypeVar("Ranked", bound=HasRank)


def best(rows: Sequence[Ranked]) -> list[Ranked]:
    """红榜: the first three ranks. Where these are all the units, the last rank of them is not among the first: where
    everybody ties, nobody is singled out."""
    ranked = [row for row in rows if row.rank is not None]
    lowest = max((row.rank or 0 for row in ranked), default=0)
    return [row for row in ranked if (row.rank or 0) <= FIRST and row.rank != lowest]


def last(rows: Sequence[Ranked]) -> list[Ranked]:
    """The last three of those that are ranked, never one that is also on the 红榜. Equals are named together or not at
    all, so with more than three at the end nobody is."""
    ranked = [row for row in rows if row.rank is not None]
    found: list[Ranked] = []
    for place in sorted({row.rank or 0 for row in ranked}, reverse=True):
        group = [row for row in ranked if row.rank == place]
        if place <= FIRST or len(found) + len(group) > LAST:
            break
        found = [*group, *found]
    return found


def _too_few(least: int) -> str:
    return f"项目不到{least}个，不参加排名"


def _with_rank(row: Row, place: int | None, before: int | None = None) -> Row:
    return Row(row.unit, row.projects, row.scored, row.total, place, before, row.why_not)


def _row(unit: str, projects: int, comparisons: Sequence[Comparing], figures: Figures) -> Row:
    scored = [_scored(unit, comparison, figures) for comparison in comparisons]
    weight = sum(each.comparison.weight for each in scored if each.score is not None)
    if not weight:
        return Row(unit, projects, scored, why_not="各项都没有目标，无法计分")
    scored = [_with_share(each, weight) for each in scored]
    total = rounded(sum((each.adds for each in scored if each.adds is not None), Decimal(0)))
    return Row(unit, projects, scored, total)


def _scored(unit: str, comparison: Comparing, figures: Figures) -> Scored:
    figure = figures[unit].get(comparison.measure, Figure(Decimal(0)))
    all_amounts = [each.get(comparison.measure, Figure(Decimal(0))).amount for each in figures.values()]
    return Scored(comparison, figure, score(comparison, figure, all_amounts))


def _with_share(scored: Scored, weight: int) -> Scored:
    if scored.score is None:
        return scored
    return Scored(scored.comparison, scored.figure, scored.score, scored.score * scored.comparison.weight / weight)


def score(comparison: Comparing, figure: Figure, amounts: Sequence[Decimal]) -> Decimal | None:
    """`amounts` are those of all units that are compared."""
    match comparison.formula:
        case Formula.SHARE:
            if not figure.target:
                return None
            return min(rounded(figure.amount * 100 / figure.target), comparison.most)
        case Formula.EFFICACY:
            low, high = min(amounts), max(amounts)
            return BEST if high == low else rounded(BASE + (BEST - BASE) * (figure.amount - low) / (high - low))
        case Formula.POINTS:
            return min(rounded(figure.amount * (comparison.points_each or 0)), comparison.most)
