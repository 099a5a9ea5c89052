"""Which comparisons are in force. The office decides a new table; circulars keep what theirs was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict, require
from backend.rankings.models import Comparison, ComparisonTable, Formula
from backend.rankings.schemas import TableIn
from backend.rankings.scoring import Comparing
from backend.targets.models import UnitMeasure

NOT_YOURS = "只有项目办可以定比什么，请联系项目办"


@dataclass(frozen=True)
class Rules:
    """What units are compared by; `valid_from` is none for the rules that hold until the office decides."""

    comparisons: Sequence[Comparing]
    least_projects: int
    reason: str
    valid_from: date | None = None

    @classmethod
    def of(cls, table: ComparisonTable) -> Self:
        comparisons = [
            Comparing(each.measure, each.formula, each.weight, each.points_each, each.most)
            for each in sorted(table.comparisons, key=lambda each: each.position)
        ]
        return cls(comparisons, table.least_projects, table.reason, table.valid_from)


FIVE = (
    UnitMeasure.SIGNED,
    UnitMeasure.STARTED,
    UnitMeasure.PRODUCING,
    UnitMeasure.INVESTED,
    UnitMeasure.CLOSED,
)
DEFAULT = Rules(
    [Comparing(measure, Formula.EFFICACY, 100 // len(FIVE)) for measure in FIVE],
    least_projects=1,
    reason="系统默认的五比：各项同样重，按功效系数",
)
"""五比 as they are usually compared; 功效系数 needs no targets."""


def require_keeper(actor: Actor) -> None:
    require(actor.runs_projects and actor.sees_all, NOT_YOURS)


async def in_force(session: AsyncSession, day: date, by: datetime | None = None) -> Rules:
    """Those of a day, as they were decided by a moment."""
    return next((rules for rules in await every(session, by) if rules.valid_from and rules.valid_from <= day), DEFAULT)


async def every(session: AsyncSession, by: datetime | None = None) -> list[Rules]:
    """Those that were decided, the newest first."""
    order = (col(ComparisonTable.valid_from).desc(), col(ComparisonTable.made_at).desc())
    query = select(ComparisonTable).options(selectinload(ComparisonTable.comparisons)).order_by(*order)
    if by:
        query = query.where(ComparisonTable.made_at <= by)
    return [Rules.of(table) for table in await session.exec(query)]


async def decide(session: AsyncSession, actor: Actor, given: TableIn) -> Rules:
    """From that day on units are compared by these."""
    require_keeper(actor)
    if any(rules.valid_from == given.valid_from for rules in await every(session)):
        raise Conflict(f"从{given.valid_from}起的已经定过，要改请从另一天起定新的")
    plain = given.model_dump(exclude={"comparisons"})
    table = ComparisonTable(**plain, made_by_id=actor.person_id)
    session.add(table)
    await session.flush()
    rows = [
        Comparison(table_id=table.id, position=place, **each.model_dump())
        for place, each in enumerate(given.comparisons)
    ]
    session.add_all(rows)
    await session.flush()
    return await in_force(session, given.valid_from)
