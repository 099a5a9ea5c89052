"""下周节点: what is forecast for a week in projects that are under way and was not reached, with who answers for it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.milestones.models import Arrival, Forecast, Milestone
from backend.projects.models import Duty
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind
from backend.weeks import Week

ANSWERING = (DutyKind.RESPONSIBLE, DutyKind.OWNER)


@dataclass(frozen=True)
class DueNode:
    milestone_id: UUID
    code: str
    project_name: str
    label: str
    forecast_on: date
    units: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


async def due(session: AsyncSession, actor: Actor, week: Week) -> list[DueNode]:
    """By day and project. Two statements, however many there are."""
    newest: Any = select(col(Forecast.forecast_on)).where(Forecast.milestone_id == Milestone.id)
    forecast = newest.order_by(col(Forecast.made_at).desc(), col(Forecast.id).desc()).limit(1).scalar_subquery()
    reached = select(Arrival.id).where(Arrival.milestone_id == Milestone.id, col(Arrival.withdrawal_id).is_(None))
    query: Any = select(Milestone.id, Milestone.label, forecast, Summary.project_id, Summary.code, Summary.short_name)  # type: ignore[call-overload]
    query = query.join(Summary, col(Summary.project_id) == Milestone.project_id)
    query = query.where(readable(actor), Summary.condition == Condition.UNDER_WAY, ~reached.exists())
    query = query.where(forecast.between(week.start, week.end)).order_by(forecast, Summary.code, Milestone.position)
    rows = (await session.exec(query)).all()
    units, people = await _answering(session, {row[3] for row in rows})
    return [
        DueNode(key, code, name, label, day, units[project_id], people[project_id])
        for key, label, day, project_id, code, name in rows
    ]


async def _answering(session: AsyncSession, ids: set[UUID]) -> tuple[dict[UUID, list[str]], dict[UUID, list[str]]]:
    """The responsible units and the owners of each project now."""
    query = select(Duty).where(col(Duty.project_id).in_(ids), col(Duty.until).is_(None), col(Duty.kind).in_(ANSWERING))
    query = query.options(selectinload(Duty.unit), selectinload(Duty.account))
    units: dict[UUID, list[str]] = defaultdict(list)
    people: dict[UUID, list[str]] = defaultdict(list)
    for duty in await session.exec(query.order_by(col(Duty.since), col(Duty.id))):
        if duty.unit:
            units[duty.project_id].append(duty.unit.called)
        if duty.account:
            people[duty.project_id].append(duty.account.person)
    return units, people
