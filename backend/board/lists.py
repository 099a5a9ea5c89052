"""Reading lists of projects with what each row shows: one statement for the rows, one for the counts by light."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, literal
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select

from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.board.listed import Day, Listed, listed
from backend.clock import today
from backend.lifecycle.models import Suspension
from backend.projects.listing import Filters, matching
from backend.projects.models import Duty
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind, Signal
from backend.weeks import Week

State = tuple[Condition, Signal]


def reading_day() -> Day:
    return Day(today(), Week.last_closed())


def shown() -> Select[Summary, str | None, Any]:
    """Each project with what its row needs beside the summary."""
    return select(Summary, _responsible(), _suspension())


async def rows(
    session: AsyncSession, query: Select[Summary, str | None, Any], kinds: Mapping[str, str]
) -> list[tuple[Summary, Listed]]:
    day = reading_day()
    found = (await session.exec(query)).all()
    return [(summary, listed(summary, day, kinds, units, pause)) for summary, units, pause in found]


async def counts(
    session: AsyncSession, actor: Actor, filters: Filters, of: type[Summary] = Summary
) -> tuple[Counter[State], int]:
    """How many projects there are in each state under all other filters, and how many the actor may see at all."""
    others = matching(filters.model_copy(update={"signal": None, "condition": None}), of)
    hits = func.count().filter(*others) if others else func.count()
    query = select(of.condition, of.signal, hits, func.count()).where(readable(actor, of))
    states: Counter[State] = Counter()
    total = 0
    for condition, signal, matched, every in await session.exec(query.group_by(col(of.condition), col(of.signal))):
        states[Condition(condition), Signal(signal)] = matched
        total += every
    return states, total


def _responsible() -> Any:
    """The names of the units responsible today."""
    name = func.coalesce(Unit.short_name, Unit.name)
    query = select(func.string_agg(name, aggregate_order_by(literal("、"), col(Unit.code)))).join(
        Duty, col(Duty.unit_id) == Unit.id
    )
    of_project = (Duty.project_id == Summary.project_id, Duty.kind == DutyKind.RESPONSIBLE)
    return query.where(*of_project, col(Duty.until).is_(None)).scalar_subquery()


def _suspension() -> Any:
    query = select(func.json_build_object("cause", Suspension.cause, "since", Suspension.since))
    open_one = (Suspension.project_id == Summary.project_id, col(Suspension.resumption_id).is_(None))
    return query.where(*open_one).scalar_subquery()
