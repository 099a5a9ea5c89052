"""六、通报: how units stand against each other at the cut-off, in the month of the week."""

from collections.abc import Iterator, Mapping

from backend.briefs.data.ranking import Compared, Naming, RankedFigure, RankedUnit, TargetOfUnit, UnitRanking
from backend.briefs.snapshot import Snapshot
from backend.rankings.scoring import Row
from backend.rankings.then import LEAST_UNITS, Basis, named, ranked
from backend.targets.board import verdict
from backend.targets.counted_then import achieved
from backend.units import rounded


def ranking(snapshot: Snapshot, naming: Naming | None = None) -> UnitRanking | None:
    """None in a brief of some projects only: units are compared by all that they answer for. A circular says whom it names."""
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
        naming=naming or Naming.BOTH,
        until=snapshot.day.isoformat() if of.period.ends_on > snapshot.day else "",
        targets=list(_targets(snapshot, of, names)) if naming else [],
    )


def _targets(snapshot: Snapshot, of: Basis, names: Mapping[str, str]) -> Iterator[TargetOfUnit]:
    reached = achieved(snapshot.now, of.period.year, snapshot.day)
    for (unit, measure, code), target in sorted(of.targets.items(), key=lambda each: each[0][0]):
        if code == of.period.code and target is not None:
            amount = reached.of(unit, measure, of.period)
            yield TargetOfUnit(
                unit=unit,
                name=names.get(unit, unit),
                measure=measure,
                target=target,
                amount=amount,
                verdict=verdict(of.period, target, amount, snapshot.day),
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
