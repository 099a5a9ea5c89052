from typing import NamedTuple

from pydantic import Field

from backend.briefs.data.parts import Part, Signed
from backend.labels import Labelled
from backend.rankings.models import Formula
from backend.rankings.scoring import best, last
from backend.targets.board import Verdict
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.units import Wan


class Naming(Labelled):
    """Whom a circular names: the first and the last in one, or only one of them."""

    BOTH = "both", "表扬和批评"
    PRAISE = "praise", "通报表扬"
    CRITICISM = "criticism", "通报批评"


class Subject(NamedTuple):
    """What a circular is about: a period, and whom it names."""

    period: Period
    naming: Naming = Naming.BOTH

    @property
    def key(self) -> str:
        """Such as `2026-11.praise`."""
        return f"{self.period.code}.{self.naming.value}"


class Compared(Part):
    """One of the measures by which units are compared."""

    measure: UnitMeasure
    formula: Formula
    weight: int


class RankedFigure(Part):
    """What a unit reached by a measure, and what it scores with it. `score` is null where there is no target."""

    measure: UnitMeasure
    amount: Wan
    target: Wan | None
    score: Signed | None
    adds: Signed | None


class RankedUnit(Part):
    unit: str
    name: str
    projects: int
    rank: int | None
    before: int | None
    """Its rank in the period before, by the same comparisons."""
    total: Signed | None
    why_not: str
    """Why it is not ranked; empty of those that are."""
    figures: list[RankedFigure]

    @property
    def change(self) -> int | None:
        """Places gained; negative is places lost."""
        return None if self.rank is None or self.before is None else self.before - self.rank


class TargetOfUnit(Part):
    """What a unit was to reach in the period (月月红、季季红、全年红), and what it reached."""

    unit: str
    name: str
    measure: UnitMeasure
    target: Wan
    amount: Wan
    verdict: Verdict


class UnitRanking(Part):
    """六、通报: units in the order of their scores over a period, as of the cut-off."""

    period: str
    reason: str
    """Who decided by what units are compared."""
    compared: list[Compared]
    least_projects: int
    least_units: int
    """With fewer units than these there is no ranking."""
    units: list[RankedUnit]
    """Ranked ones by rank, the others after them."""

    naming: Naming = Naming.BOTH
    """Neither this nor the targets is in briefs of before the office could choose."""
    until: str = ""
    """The day up to which a period that has not ended is counted; empty of one that has."""
    targets: list[TargetOfUnit] = Field(default_factory=list)
    """By unit and measure; of a circular only."""

    @property
    def best(self) -> list[RankedUnit]:
        """红榜."""
        return [] if self.naming is Naming.CRITICISM else best(self.units)

    @property
    def worst(self) -> list[RankedUnit]:
        return [] if self.naming is Naming.PRAISE else last(self.units)

    @property
    def told(self) -> list[RankedUnit]:
        """Those whose rows are printed: a circular that only praises says nothing of the others."""
        return self.ranked if self.naming is Naming.BOTH else [*self.best, *self.worst]

    @property
    def ranked(self) -> list[RankedUnit]:
        return [unit for unit in self.units if unit.rank is not None]

    @property
    def is_shown(self) -> bool:
        return len(self.ranked) >= self.least_units
