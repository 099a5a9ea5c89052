"""Figures behind the score of a unit: `ranked.zone.started` are the projects that the unit started in the period."""

from backend.briefs.following.followed import Followed, Row
from backend.briefs.snapshot import Snapshot
from backend.rankings.then import named
from backend.targets.counted_then import achieved
from backend.targets.models import UnitMeasure


def ranked(snapshot: Snapshot, which: str) -> Followed | None:
    unit, _, name = which.rpartition(".")
    measure = next((each for each in UnitMeasure if each == name), None)
    called = named(snapshot.now).get(unit)
    of = snapshot.comparing
    if measure is None or called is None or of is None:
        return None
    rows = []
    for document in snapshot.now:
        amount = achieved([document], of.period.year, snapshot.day).of(unit, measure, of.period)
        if amount:
            counted = measure is not UnitMeasure.INVESTED
            note = f"{int(amount)}{measure.unit}" if counted else ""
            rows.append(Row(document.code, document.name, None if counted else amount, note))
    return Followed(
        f"{called}{of.period.label}{measure.label}",
        "该单位负责的项目在这一期间登记的，截止时刻以前；问题销号算牵头单位的",
        rows,
    )
