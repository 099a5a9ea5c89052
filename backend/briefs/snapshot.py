"""What a brief is made of: every project at the two cut-offs, the updates of both weeks, and the batches."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Self

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.briefs import scoping
from backend.briefs.data import Scope
from backend.briefs.lights import lit
from backend.clock import BEIJING, now
from backend.feed import installation
from backend.lifecycle import batches
from backend.projects.models import Project
from backend.rankings.then import Basis, basis
from backend.reminders.missing import owing
from backend.targets.periods import Period
from backend.timeline import reading
from backend.timeline.document import ProjectDocument
from backend.updates import queries
from backend.updates.models import Update
from backend.weeks import Week


@dataclass(frozen=True)
class Report:
    """A weekly update as far as a brief counts it."""

    code: str
    week: Week
    invested: Decimal
    """As it was sent, or as it had been corrected by then."""
    unchanged: bool
    site_progress: str | None
    next_step: str | None
    submitted_at: datetime


@dataclass(frozen=True)
class Snapshot:
    """`now` and `then` are the projects by code at `as_of` and at `since`, the cut-off of the week before."""

    week: Week
    as_of: datetime
    now: Sequence[ProjectDocument]
    then: Sequence[ProjectDocument]
    reports: Sequence[Report] = ()
    """Updates sent by `as_of`: those of this week and the one before, and whatever was sent since the earlier cut-off."""
    held: Sequence[str] = ()
    """Codes of the batches held by then, or with which some project had been entered."""
    silent: Mapping[str, int] = field(default_factory=dict)
    """How many weeks in a row are missing of each project that did not report this one."""
    demonstration: bool = False
    comparing: Basis | None = None
    """By what units are compared in the month of the week, or in a period that was chosen."""
    scope: Scope | None = None
    outside_now: AbstractSet[str] = frozenset()
    """Codes of the projects outside the scope; and at the earlier cut-off."""
    outside_then: AbstractSet[str] = frozenset()

    @property
    def since(self) -> datetime:
        return self.week.previous.closes_at

    @property
    def draft(self) -> bool:
        return self.as_of < self.week.closes_at

    @property
    def day(self) -> date:
        return self.as_of.astimezone(BEIJING).date()

    @cached_property
    def before(self) -> dict[str, ProjectDocument]:
        return {document.code: document for document in self.then}

    @cached_property
    def of_week(self) -> dict[str, Report]:
        """The updates of the brief's week by project."""
        return {report.code: report for report in self.reports if report.week == self.week}

    @cached_property
    def supplements(self) -> list[Report]:
        """补报: updates of earlier weeks, sent since the earlier cut-off."""
        return [each for each in self.reports if each.week < self.week and each.submitted_at > self.since]

    def within(self, scope: Scope, now: AbstractSet[str], then: AbstractSet[str]) -> Self:
        """The same of the projects with these codes only."""
        inside = now | then
        return replace(
            self,
            scope=scope,
            now=[document for document in self.now if document.code in now],
            then=[document for document in self.then if document.code in then],
            reports=[each for each in self.reports if each.code in inside],
            outside_now=frozenset(document.code for document in self.now) - now,
            outside_then=frozenset(document.code for document in self.then) - then,
        )

    def is_late(self, day: date | None) -> bool:
        """补报: it happened before the day of the earlier cut-off, and is recorded only now."""
        return day is not None and day < self.since.astimezone(BEIJING).date()


async def take(  # noqa: PLR0913  a week, a moment, a scope, and of a circular a period
    session: AsyncSession,
    actor: Actor,
    week: Week,
    as_of: datetime | None = None,
    scope: Scope | None = None,
    *,
    period: Period | None = None,
) -> Snapshot:
    """As of the cut-off of the week; of a running week as of now; of a correction as of the moment given. Units are
    compared over the month of the week, or over the period of a circular."""
    whole = await _take(session, actor, week, as_of, period or month_of(week))
    if scope is None:
        return whole
    then = await scoping.members(session, scope, whole.then, whole.since)
    return whole.within(scope, await scoping.members(session, scope, whole.now, whole.as_of), then)


async def _take(session: AsyncSession, actor: Actor, week: Week, as_of: datetime | None, period: Period) -> Snapshot:
    as_of, since = as_of or min(week.closes_at, now()), week.previous.closes_at
    return Snapshot(
        week=week,
        as_of=as_of,
        now=await lit(session, week, await reading.as_of(session, actor, as_of)),
        then=await reading.as_of(session, actor, since),
        reports=await _reports(session, week, as_of),
        held=[batch.code for batch in await batches.known_at(session, as_of)],
        silent={each.code: each.weeks for each in await owing(session, actor, week, as_of) if each.is_missing},
        demonstration=await installation.is_demonstration(session),
        comparing=await basis(session, period, as_of),
    )


def month_of(week: Week) -> Period:
    """A week belongs to the month of its Thursday."""
    thursday = week.start + timedelta(days=3)
    return Period.month(thursday.year, thursday.month)


async def _reports(session: AsyncSession, week: Week, as_of: datetime) -> list[Report]:
    recent = or_(
        col(Update.week_start).in_([week.start, week.previous.start]),
        col(Update.submitted_at) > week.previous.closes_at,
    )
    query = (
        select(Update, Project.code)
        .join(Project, col(Project.id) == Update.project_id)
        .where(recent, col(Update.submitted_at) <= as_of, col(Update.week_start) <= week.start)
        .order_by(col(Project.code), col(Update.week_start))
    )
    rows = (await session.exec(query)).all()
    corrected = await queries.corrected(session, (update.id for update, _ in rows), by=as_of)
    return [
        Report(
            code=code,
            week=Week(update.week_start),
            invested=corrected.get(update.id, update).invested,
            unchanged=update.unchanged,
            site_progress=update.site_progress,
            next_step=update.next_step,
            submitted_at=update.submitted_at,
        )
        for update, code in rows
    ]
