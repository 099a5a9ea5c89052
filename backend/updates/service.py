"""The weekly update (周报送): one a project and week; late is marked; the same sent twice is one row."""

from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import now
from backend.errors import Conflict, Invalid, Stale, require
from backend.ids import uuid7
from backend.lifecycle.standstill import refuse_if_terminated
from backend.milestones import arrivals
from backend.milestones import service as milestones
from backend.milestones.models import Milestone
from backend.projects import policy, queries
from backend.projects import service as projects
from backend.projects.models import Project
from backend.updates import queries as updates
from backend.updates import reviewing
from backend.updates.aside import digest_of, set_aside
from backend.updates.expecting import expected
from backend.updates.models import Update
from backend.updates.schemas import MilestoneReached, UpdateIn
from backend.weeks import Week


class AlreadyReported(Conflict):
    """The week has its update, and this is not the same one sent again."""

    def __init__(self, message: str, standing: Update) -> None:
        super().__init__(message)
        self.standing = standing


async def submit(session: AsyncSession, actor: Actor, code: str, given: UpdateIn) -> Update:
    """Take the update of a week. Sent again under the same id with the same content it is the same answer."""
    project = await for_reporting(session, actor, code)
    week = reported_week(given)
    if existing := await updates.in_the_way(session, project, week, given.id):
        if existing.id == given.id and (existing.sent_digest == digest_of(given) or says(existing) == said(given)):
            return existing
        raise AlreadyReported(f"{project.short_name}第{week.number}周已经报过，可在截止前修改那一份", existing)
    await _ask_why_nothing_moved(session, project, week, given)
    reached = await _reach(session, actor, project, given.milestones_reached)
    update = Update(
        id=given.id or uuid7(),
        project_id=project.id,
        week_start=week.start,
        milestones_reached=reached,
        late=now() > week.closes_at,
        submitted_by_id=actor.person_id,
        sent_digest=digest_of(given),
        **_words(given),
    )
    session.add(update)
    await session.flush()
    return update


async def report(session: AsyncSession, actor: Actor, code: str, given: UpdateIn) -> Update | Conflict:
    """As `submit`; but a text that comes for a week that has one is set aside with what it says, and the reason returned."""
    try:
        return await submit(session, actor, code, given)
    except AlreadyReported as conflict:
        if says(conflict.standing) != said(given):
            await set_aside(session, actor, conflict.standing, given)
        return conflict


async def revise(session: AsyncSession, actor: Actor, code: str, given: UpdateIn, base_version: int) -> Update:
    """Put right what was sent, until the week closes. `base_version` is what the editor had read."""
    project = await for_reporting(session, actor, code)
    week = reported_week(given)
    update = await updates.of_week(session, project, week)
    if update is None:
        raise Conflict(f"{project.short_name}第{week.number}周还没有报，请直接报送")
    if update.version == base_version + 1 and says(update) == said(given) and update.submitted_by_id == actor.person_id:
        return update
    if update.version != base_version:
        raise Stale("这份报送刚被别人改过。请刷新看最新内容，再改一次", current_version=update.version)
    returned = await reviewing.is_returned(session, update)
    if week.is_closed and not returned:
        raise Conflict(f"第{week.number}周已经截止，报送的数字不再改写；要更正请联系项目办")
    await _ask_why_nothing_moved(session, project, week, given)
    reached = await _reach(session, actor, project, given.milestones_reached)
    update.milestones_reached = list(dict.fromkeys([*update.milestones_reached, *reached]))
    for name, value in _words(given).items():
        setattr(update, name, value)
    update.version += 1
    update.late = update.late or (returned and now() > week.closes_at)
    update.submitted_by_id, update.submitted_at = actor.person_id, now()
    await session.flush()
    return update


def reported_week(given: UpdateIn) -> Week:
    """The server decides the week; one that has not begun cannot be reported."""
    return begun(Week.parse(given.week) if given.week else Week.current())


def begun(week: Week) -> Week:
    if week > Week.current():
        raise Invalid.field(
            "week",
            f"{week.year}年第{week.number}周还没有开始，现在是{Week.current().year}年第{Week.current().number}周",
            week.label,
        )
    return week


async def for_reporting(session: AsyncSession, actor: Actor, code: str) -> Project:
    """The project, for those who may report it, as long as it goes on."""
    project = await projects.get(session, actor, code)
    standing = await queries.standing(session, actor, project.id)
    require(policy.may_report(actor, standing), policy.no_duty(project.short_name))
    await refuse_if_terminated(session, project)
    return project


async def _ask_why_nothing_moved(session: AsyncSession, project: Project, week: Week, given: UpdateIn) -> None:
    """One tap is enough, except where the plan says that something should have moved."""
    if given.unchanged and not given.unchanged_reason and (due := await expected(session, project, week)):
        raise Invalid.field("unchanged_reason", f"{due}。请写一句为什么没有变化")


async def _reach(session: AsyncSession, actor: Actor, project: Project, ticked: list[MilestoneReached]) -> list[str]:
    """Mark what was ticked; the keys of the milestones, as the update keeps them."""
    if not ticked:
        return []
    known: dict[str, Milestone] = {each.key: each for each in await milestones.of_project(session, project)}
    for number, tick in enumerate(ticked):
        if tick.key not in known:
            raise Invalid.field("milestones_reached", f"这个项目没有节点 {tick.key}，请刷新后再选", tick.key)
        try:
            await arrivals.record(session, actor, known[tick.key], tick)
        except Invalid as refused:
            raise refused.inside(f"milestones_reached/{number}") from None
    return [tick.key for tick in ticked]


def _words(given: UpdateIn) -> dict[str, Any]:
    return {
        "unchanged": given.unchanged,
        "unchanged_reason": given.unchanged_reason,
        "invested": given.invested_wan or Decimal(0),
        "site_progress": given.site_progress,
        "next_step": given.next_step,
    }


def said(given: UpdateIn) -> dict[str, Any]:
    return {**_words(given), "milestones_reached": [tick.key for tick in given.milestones_reached]}


def says(update: Update) -> dict[str, Any]:
    return {name: getattr(update, name) for name in (*_words(UpdateIn(unchanged=True)), "milestones_reached")}
