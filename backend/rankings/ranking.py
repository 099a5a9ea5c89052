"""The ranking of units over a period: four to five statements, whatever the number of units and projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import queries as accounts
from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.errors import require
from backend.rankings import tables
from backend.rankings.scoring import Figure, Figures, Row, rank, with_ranks_before
from backend.rankings.tables import Rules
from backend.targets import counting, service
from backend.targets.counting import Achieved
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.targets.policy import NOT_ALL
from backend.targets.service import Key


@dataclass(frozen=True)
class Ranking:
    period: Period
    rules: Rules
    units: Mapping[str, Unit]
    rows: list[Row]


async def ranking(session: AsyncSession, actor: Actor, period: Period) -> Ranking:
    """Only for who sees all projects: a rank among units tells of the others."""
    require(actor.sees_all, NOT_ALL)
    rules = await tables.in_force(session, period.ends_on)
    units = {unit.code: unit for unit in await session.exec(accounts.units())}
    achieved = {year: await counting.achieved(session, year) for year in {period.year, period.before.year}}
    rows = await _rows(session, rules, period, achieved[period.year])
    earlier = await _rows(session, rules, period.before, achieved[period.before.year])
    return Ranking(period, rules, units, with_ranks_before(rows, earlier))


async def _rows(session: AsyncSession, rules: Rules, period: Period, achieved: Achieved) -> list[Row]:
    projects = await counting.answered_for(session, period)
    return rows_of(rules, period, achieved, projects, await service.amounts(session, period.year))


def rows_of(
    rules: Rules,
    period: Period,
    achieved: Achieved,
    projects: Mapping[str, int],
    targets: Mapping[Key, Decimal | None],
) -> list[Row]:
    """Pure: `projects` is for how many each unit answers."""
    figures: Figures = {
        unit: {
            measure: Figure(achieved.of(unit, measure, period), targets.get((unit, measure, period.code)))
            for measure in UnitMeasure
        }
        for unit in sorted({*projects, *achieved.units})
    }
    return rank(rules.comparisons, figures, projects, rules.least_projects)
