"""Who did not report (未报清单): the projects that owed a week's update, with those that have not sent it.

One query for the page, the API, the reminders and section 八 of the brief. A project owes by where it stood at the
cut-off; what has come in by `by` is not missing. Weeks in which it stood still, or was not entered yet, do not count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import now
from backend.lifecycle.models import Resumption, StageEntry, Suspension
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition
from backend.signals.taking import weeks_from
from backend.timeline.scoping import seen_then
from backend.timeline.standing import standing
from backend.updates.models import Update
from backend.updates.owing import WEEKLY
from backend.weeks import Week


@dataclass(frozen=True)
class Owing:
    """A project that owed the week. `weeks` are those missing in a row up to this one; none when it has reported."""

    project_id: UUID
    code: str
    name: str
    last: Week | None
    """The last week that was reported, up to this one."""
    weeks: int

    @property
    def is_missing(self) -> bool:
        return self.weeks > 0


async def owing(session: AsyncSession, actor: Actor, week: Week, by: datetime | None = None) -> list[Owing]:
    """All that owed the week, by code. Without `by` as of now."""
    by = by or now()
    cut_off = week.closes_at
    of: type[Summary] = standing(min(cut_off, by)) if cut_off < now() or by < now() else Summary
    seen = readable(actor) if of is Summary else seen_then(actor, of)
    return [_owing(week, *row) for row in (await session.exec(_of_week(of, week, by).where(seen))).all()]


async def missing_now(session: AsyncSession, which: ColumnElement[bool], week: Week) -> list[Owing]:
    """Of the projects that still owe updates, those of which a closed week has not come in until now. It looks at no
    past standing, so that it is quick enough for the page on which everybody arrives."""
    sent = select(Update.id).where(Update.project_id == Summary.project_id, Update.week_start == week.start)
    query = _of_week(Summary, week, now()).where(which, ~sent.exists(), _first(Summary) <= week.closes_at)
    rows = (await session.exec(query)).all()
    return [_owing(week, *row) for row in rows if _silent(week, *row[3:])]


def _of_week(of: type[Summary], week: Week, by: datetime) -> Any:
    query = select(of.project_id, of.code, of.short_name, _last(of, week, by), _first(of), _pauses(of))  # type: ignore[call-overload]
    return query.where(col(of.stage).in_(WEEKLY), col(of.condition) == Condition.UNDER_WAY).order_by(col(of.code))


def _owing(  # noqa: PLR0913, PLR0917  the columns of the query
    week: Week, project_id: UUID, code: str, name: str, last: date | None, first: datetime, pauses: Sequence[Any]
) -> Owing:
    reported = Week(last) if last else None
    if reported == week:
        return Owing(project_id, code, name, reported, 0)
    return Owing(project_id, code, name, reported, max(_silent(week, last, first, pauses), 1))


def _silent(week: Week, last: date | None, first: datetime, pauses: Sequence[Any]) -> int:
    """The weeks in a row, up to this one, that were owed and have not come in."""
    stood = [(date.fromisoformat(since), date.fromisoformat(until) if until else None) for since, until in pauses or ()]
    owed = weeks_from(first, stood, week) if first else iter(())
    return len(list(takewhile(lambda each: last is None or each.start > last, owed)))


def _last(of: type[Summary], week: Week, by: datetime) -> Any:
    """The last week reported, up to the one asked for, by a moment."""
    mine = (Update.project_id == of.project_id, col(Update.week_start) <= week.start, col(Update.submitted_at) <= by)
    return select(func.max(Update.week_start)).where(*mine).scalar_subquery()


def _first(of: type[Summary]) -> Any:
    """Since when it owes at all: the first stage that was recorded."""
    mine = (StageEntry.project_id == of.project_id, col(StageEntry.withdrawal_id).is_(None))
    return select(func.min(StageEntry.recorded_at)).where(*mine).scalar_subquery()


def _pauses(of: type[Summary]) -> Any:
    pair = func.json_build_array(Suspension.since, Resumption.resumed_on)
    query = select(func.json_agg(pair)).select_from(Suspension)
    query = query.outerjoin(Resumption, col(Resumption.id) == Suspension.resumption_id)
    return query.where(Suspension.project_id == of.project_id).scalar_subquery()
