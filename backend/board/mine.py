"""The projects in which a person has a duty now: what is owed first, then what is done."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.board import lists
from backend.board.listed import Listed
from backend.clock import BEIJING, now
from backend.problems.queries import active_counts
from backend.projects import policy, service
from backend.projects.models import Duty
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import DutyKind, Scheme
from backend.updates.models import Update
from backend.updates.owing import owes_weekly
from backend.web.formats import md
from backend.weeks import Week

DAYS = {0: "今天", 1: "明天", 2: "后天"}


@dataclass(frozen=True)
class Mine:
    """One project on the list of one's own."""

    row: Listed
    owes: bool
    may_report: bool
    update: Update | None
    missed: bool
    """The week before this one is missing too, and can still be told."""
    problems: int
    """How many of its problems are not struck off."""
    sponsored: bool = False
    """Its reader is the project's sponsor."""


async def mine(session: AsyncSession, actor: Actor) -> list[Mine]:
    """Those that owe this week's update first, the longest silent at their head; then the others as lists are."""
    own = (
        or_(col(Duty.account_id) == actor.id, col(Duty.unit_id) == actor.unit_id)
        if actor.unit_id
        else (col(Duty.account_id) == actor.id)
    )
    kinds: dict[object, set[DutyKind]] = defaultdict(set)
    for duty in await session.exec(select(Duty).where(own, col(Duty.until).is_(None))):
        kinds[duty.project_id].add(duty.kind)
    labels = {code: entry.label for code, entry in (await service.labels(session))[Scheme.KIND].items()}
    query = lists.shown().where(col(Summary.project_id).in_(list(kinds)), readable(actor)).order_by(Summary.code)
    week = Week.current()
    reported = await _of_week(session, list(kinds), week)
    problems = await active_counts(session, kinds)
    found = [
        Mine(
            row=row,
            owes=owes_weekly(summary.stage, summary.condition) and summary.project_id not in reported,
            may_report=policy.may_report(actor, kinds[summary.project_id]) and summary.condition != "terminated",
            update=reported.get(summary.project_id),
            missed=owes_weekly(summary.stage, summary.condition) and (summary.last_week or "") < week.previous.label,
            problems=problems.get(summary.project_id, 0),
            sponsored=DutyKind.SPONSOR in kinds[summary.project_id],
        )
        for summary, row in await lists.rows(session, query, labels)
    ]
    return sorted(found, key=_urgency)


BY_LIGHT = ("red", "amber", "stop", "green", "none")


def sponsored(found: list[Mine]) -> list[Mine]:
    """Those of which one is the sponsor, the worst light first."""
    own = [each for each in found if each.sponsored]
    return sorted(own, key=lambda each: (BY_LIGHT.index(each.row.light), each.row.code))


async def _of_week(session: AsyncSession, project_ids: list[object], week: Week) -> dict[object, Update]:
    query = select(Update).where(col(Update.project_id).in_(project_ids), Update.week_start == week.start)
    return {update.project_id: update for update in await session.exec(query)}


def _urgency(each: Mine) -> tuple[bool, int, str]:
    silent = 10_000 if each.row.since is None else each.row.since
    return (not each.owes, -silent if each.owes else 0, each.row.code)


def closing(week: Week, at: datetime | None = None) -> str:
    """When reporting closes, as one says it: 明天18:00."""
    at = (at or now()).astimezone(BEIJING)
    days = (week.closes_at.date() - at.date()).days
    return f"{DAYS.get(days, md(week.closes_at.date()))}{week.closes_at:%H:%M}"
