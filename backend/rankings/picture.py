"""The ranking as a picture, the same on the page and in a brief: who is named at either end, and how each one moved."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup

from backend.documents.charts import Named, RankBar, ranking_with_change
from backend.targets.periods import Period

MOST_BARS = 24
"""A picture of more units does not fit on a page with its heading; the table has them all."""


class Placed(Protocol):
    @property
    def unit(self) -> str: ...
    @property
    def rank(self) -> int | None: ...
    @property
    def total(self) -> Decimal | None: ...
    @property
    def change(self) -> int | None: ...


YEAR = 12  # months


def picture(
    rows: Sequence[Placed], called: Mapping[str, str], ends: tuple[Sequence[Placed], Sequence[Placed]], period: Period
) -> Markup | None:
    """`ends` are those that are named as the first and as the last; without ranked units there is no picture."""
    first, last = ({row.unit for row in named} for named in ends)
    bars = [
        RankBar(
            rank=row.rank,
            name=called[row.unit],
            score=row.total,
            change=row.change,
            named=Named.FIRST if row.unit in first else Named.LAST if row.unit in last else Named.NONE,
        )
        for row in rows
        if row.rank is not None and row.total is not None
    ]
    before = "上年" if period.length == YEAR else period.before.name
    return ranking_with_change(bars, before) if 0 < len(bars) <= MOST_BARS else None
