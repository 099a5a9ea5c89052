from backend.briefs.data.parts import Part, Signed
from backend.rankings.models import Formula
from backend.targets.models import UnitMeasure
from backend.units import Wan


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

    @property
    def ranked(self) -> list[RankedUnit]:
        return [unit for unit in self.units if unit.rank is not None]

    @property
    def is_shown(self) -> bool:
        return len(self.ranked) >= self.least_units
