"""The board of a year (月月红、季季红、全年红): what each unit was to reach, what it reached, and by how much it differs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.labels import Labelled
from backend.targets.counting import Achieved
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period, of_year


class Verdict(Labelled):
    """红 is good on this board. A period that has not ended is judged only where its target is reached already."""

    REACHED = "reached", "红"
    MISSED = "missed", "未红"
    RUNNING = "running", "进行中"
    AHEAD = "ahead", "未到"
    NO_TARGET = "no_target", "未定"


@dataclass(frozen=True)
class Cell:
    period: Period
    target: Decimal | None
    amount: Decimal
    verdict: Verdict

    @property
    def difference(self) -> Decimal | None:
        """Above the target; negative is short of it."""
        return None if self.target is None else self.amount - self.target


@dataclass(frozen=True)
class Line:
    """A unit and a measure over all periods of a year."""

    unit: str
    measure: UnitMeasure
    cells: Sequence[Cell]

    @property
    def reached(self) -> int:
        return sum(cell.verdict is Verdict.REACHED for cell in self.cells)

    @property
    def judged(self) -> int:
        return sum(cell.verdict in (Verdict.REACHED, Verdict.MISSED) for cell in self.cells)


@dataclass(frozen=True)
class YearOfTargets:
    """All that a year's board is made of; `targets` by unit, measure and period, `day` is today."""

    year: int
    targets: Mapping[tuple[str, UnitMeasure, str], Decimal | None]
    achieved: Achieved
    day: date

    def lines(self, units: Sequence[str]) -> list[Line]:
        """By unit and measure; only those with a target or a result."""
        found = [self.line(unit, measure) for unit in units for measure in UnitMeasure]
        return [each for each in found if any(cell.target is not None or cell.amount for cell in each.cells)]

    def line(self, unit: str, measure: UnitMeasure) -> Line:
        return Line(unit, measure, [self._cell(unit, measure, period) for period in of_year(self.year)])

    def _cell(self, unit: str, measure: UnitMeasure, period: Period) -> Cell:
        target = self.targets.get((unit, measure, period.code))
        amount = self.achieved.of(unit, measure, period)
        return Cell(period, target, amount, verdict(period, target, amount, self.day))


def verdict(period: Period, target: Decimal | None, amount: Decimal, day: date) -> Verdict:
    if target is None:
        return Verdict.NO_TARGET
    if period.starts_on > day:
        return Verdict.AHEAD
    if amount >= target:
        return Verdict.REACHED
    return Verdict.RUNNING if period.ends_on >= day else Verdict.MISSED
