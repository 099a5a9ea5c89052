"""六、通报: how units stand against each other at the cut-off, in the month of the week."""

from backend.briefs.data.ranking import Compared, RankedFigure, RankedUnit, UnitRanking
from backend.briefs.snapshot import Snapshot
from backend.rankings.scoring import Row
from backend.rankings.then import LEAST_UNITS, named, ranked
from backend.units import rounded


def ranking(snapshot: Snapshot) -> UnitRanking | None:
    """None in a brief of some projects only: units are compared by all that they answer for."""
    of = snapshot.comparing
    if of is None or snapshot.scope is not None:
        return None
    names = named(snapshot.now)
    return UnitRanking(
        period=of.period.code,
        reason=of.rules.reason,
        compared=[
            Compared(measure=each.measure, formula=each.formula, weight=each.weight) for each in of.rules.comparisons
        ],
        least_projects=of.rules.least_projects,
        least_units=LEAST_UNITS,
        units=[_unit(row, names.get(row.unit, row.unit)) for row in ranked(snapshot.now, of, snapshot.day)],
    )


def _unit(row: Row, name: str) -> RankedUnit:
    return RankedUnit(
        unit=row.unit,
        name=name,
        projects=row.projects,
        rank=row.rank,
        before=row.before,
        total=row.total,
        why_not=row.why_not,
        figures=[
            RankedFigure(
                measure=each.comparison.measure,
                amount=each.figure.amount,
                target=each.figure.target,
                score=each.score,
                adds=None if each.adds is None else rounded(each.adds),
            )
            for each in row.scored
        ],
    )
