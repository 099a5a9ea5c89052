"""The briefs of a whole demonstration in one go: each week's is reviewed and issued on the evening of its closing.

In a house that is in use people do that, one at a time; here it writes history."""

import asyncio
import os
from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import clock, db
from backend.accounts.actor import Actor
from backend.briefs import jobs, service
from backend.briefs.life import issuing, reviewing
from backend.briefs.models import Brief, BriefKind, BriefNumber, BriefState, Issuance
from backend.briefs.schemas import ReviewIn
from backend.errors import Conflict
from backend.weeks import Week
from seed.demo import cast
from seed.demo.history import VIA, Step
from seed.demo.turns import OFFICE

LEADER = "leader"
AFTER = timedelta(hours=3)


async def lacking(weeks: Sequence[Week]) -> list[Week]:
    """Those without an issued brief of all projects."""
    query = select(col(Brief.week_start)).join(Issuance, col(Issuance.brief_id) == Brief.id)
    query = query.where(Brief.kind == BriefKind.WEEKLY, Brief.scope == "")
    async with db.sessions() as session:
        issued = set(await session.exec(query))
    return [week for week in weeks if week.start not in issued]


async def issue_all(weeks: Sequence[Week], step: Step) -> list[Brief]:
    """Numbers go by the order of weeks, and the printing uses every core. What failed comes back."""
    async with db.begin(VIA) as session:
        people = await cast.actors(session)
    side_by_side, failed = asyncio.Semaphore(os.cpu_count() or 1), []

    async def printed(brief: Brief) -> None:
        async with side_by_side:
            await jobs.print_brief(str(brief.id))
        async with db.sessions() as session:
            found = await session.get_one(Brief, brief.id)
        if found.state is not BriefState.READY:
            failed.append(found)
        step(Week(brief.week_start).label)

    async with asyncio.TaskGroup() as group:
        for week in weeks:
            group.create_task(printed(await _order(week, people)))
    return sorted(failed, key=lambda brief: brief.week_start)


async def _order(week: Week, people: dict[str, Actor]) -> Brief:
    """One that has its number goes on where it stopped; of another the data is taken now."""
    with clock.set_to(week.closes_at + AFTER):
        async with db.begin(VIA, people[OFFICE].id) as session:
            brief = await _numbered(session, week) or await _reviewed(session, week, people[OFFICE])
        if brief.state is BriefState.WAITING and brief.signed_at:
            return brief  # ordered, and only the printing was cut off
        async with db.begin(VIA, people[LEADER].id) as session:
            return await issuing.issue(session, people[LEADER], brief.id)


async def _numbered(session: AsyncSession, week: Week) -> Brief | None:
    """A number that was reserved stays with its brief, whatever became of the printing."""
    query = select(Brief).join(BriefNumber, col(BriefNumber.brief_id) == Brief.id)
    first = (BriefNumber.series == "", BriefNumber.week_start == week.start, col(BriefNumber.corrects_id).is_(None))
    return (await session.exec(query.where(*first))).first()


async def _reviewed(session: AsyncSession, week: Week, office: Actor) -> Brief:
    """No draft is printed first: nobody is there to read it."""
    brief = await service.make(session, office, week)
    brief.state = BriefState.READY
    await session.flush()
    await reviewing.review(session, office, brief.id, ReviewIn(passed=True))
    return brief


def refuse_if_in_use(*, demonstration: bool) -> None:
    if not demonstration:
        raise Conflict("这里是正式使用的数据：周报由项目办核稿、领导签发，不能成批签发")
