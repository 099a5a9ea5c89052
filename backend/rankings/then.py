"""The ranking as of a moment, from the documents of that moment: what a brief and a circular tell and keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.rankings import tables
from backend.rankings.ranking import rows_of
from backend.rankings.scoring import Row, with_ranks_before
from backend.rankings.tables import Rules
from backend.targets import counted_then, service
from backend.targets.periods import Period
from backend.targets.service import Key
from backend.timeline.document import ProjectDocument

LEAST_UNITS = 4
"""Fewer than these are not ranked: everybody would stand among the first three."""


@dataclass(frozen=True)
class Basis:
    """By what units are compared over a period, as it was decided by the moment."""

    period: Period
    rules: Rules
    targets: Mapping[Key, Decimal | None] = field(default_factory=dict)


async def basis(session: AsyncSession, period: Period, by: datetime) -> Basis:
    rules = await tables.in_force(session, period.ends_on, by)
    targets = [await service.amounts(session, year, by) for year in {period.year, period.before.year}]
    return Basis(period, rules, {key: amount for each in targets for key, amount in each.items()})


def ranked(documents: Sequence[ProjectDocument], of: Basis, day: date) -> list[Row]:
    """As `ranking` ranks them now. `day` is the day of the moment."""
    return with_ranks_before(_rows(documents, of, of.period, day), _rows(documents, of, of.period.before, day))


def _rows(documents: Sequence[ProjectDocument], of: Basis, period: Period, day: date) -> list[Row]:
    achieved = counted_then.achieved(documents, period.year, day)
    projects = counted_then.answered_for(documents, period, day)
    return rows_of(of.rules, period, achieved, projects, of.targets)


def named(documents: Sequence[ProjectDocument]) -> dict[str, str]:
    """What each unit is called in these documents, by its code."""
    pairs = [(duty.unit, duty.unit_name) for each in documents for duty in each.duties]
    pairs += [(problem.lead_unit, problem.lead_unit_name) for each in documents for problem in each.problems]
    return {code: name or code for code, name in pairs if code}
