"""All rows of some projects, fetched with one query a table however many projects there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.lifecycle.models import StageEntry, Suspension, Termination
from backend.milestones.models import Milestone
from backend.projects.models import (
    Alias,
    AnnualEntry,
    AnnualPlan,
    DeveloperShare,
    Duty,
    NationalCode,
    OpeningBalance,
    Project,
)
from backend.updates.models import Update

Row = TypeVar("Row", bound=Any)
FRESH = {"populate_existing": True}  # the document tells what the database holds, not what the session remembers


@dataclass
class Rows:
    """One project and everything that belongs to it, each list in the order in which it is shown."""

    project: Project
    aliases: list[Alias] = field(default_factory=list)
    national_codes: list[NationalCode] = field(default_factory=list)
    annual_entries: list[AnnualEntry] = field(default_factory=list)
    plans: list[AnnualPlan] = field(default_factory=list)
    openings: list[OpeningBalance] = field(default_factory=list)
    shares: list[DeveloperShare] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    entries: list[StageEntry] = field(default_factory=list)
    suspensions: list[Suspension] = field(default_factory=list)
    terminations: list[Termination] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)


async def fetch(session: AsyncSession, project_ids: Iterable[UUID]) -> dict[UUID, Rows]:
    ids = list(project_ids)
    query = select(Project).where(col(Project.id).in_(ids)).options(selectinload(Project.programme))
    found = {project.id: Rows(project) for project in (await session.exec(query, execution_options=FRESH)).all()}
    orders: dict[str, tuple[type[Any], tuple[Any, ...], tuple[Any, ...]]] = {
        "aliases": (Alias, (Alias.id,), ()),
        "national_codes": (NationalCode, (NationalCode.since, NationalCode.id), ()),
        "annual_entries": (AnnualEntry, (AnnualEntry.year, AnnualEntry.list_code), ()),
        "plans": (AnnualPlan, (AnnualPlan.year,), ()),
        "openings": (OpeningBalance, (OpeningBalance.year,), ()),
        "shares": (DeveloperShare, (DeveloperShare.id,), (selectinload(DeveloperShare.developer),)),
        "duties": (Duty, (Duty.since, Duty.id), (selectinload(Duty.unit), selectinload(Duty.account))),
        "entries": (
            StageEntry,
            (StageEntry.recorded_at, StageEntry.id),
            (selectinload(StageEntry.batch), selectinload(StageEntry.withdrawal)),
        ),
        "suspensions": (Suspension, (Suspension.since, Suspension.id), (selectinload(Suspension.resumption),)),
        "terminations": (Termination, (Termination.id,), ()),
        "milestones": (Milestone, (Milestone.position,), ()),
        "updates": (Update, (Update.week_start,), (selectinload(Update.submitted_by),)),
    }
    for name, (table, order, options) in orders.items():
        for project_id, rows in (await _grouped(session, table, ids, order, options)).items():
            if project_id in found:
                setattr(found[project_id], name, rows)
    return found


async def _grouped(
    session: AsyncSession, table: type[Row], ids: list[UUID], order: tuple[Any, ...], options: tuple[Any, ...]
) -> dict[UUID, list[Row]]:
    query = select(table).where(table.project_id.in_(ids)).order_by(*order).options(*options)
    grouped: dict[UUID, list[Row]] = defaultdict(list)
    for row in (await session.exec(query, execution_options=FRESH)).all():
        grouped[row.project_id].append(row)
    return grouped
