"""What waits on a person of weekly updates: those owed, those sent back to be mended, those to be read."""

from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import joinedload
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Role, Unit
from backend.projects.models import Duty, Project
from backend.projects.policy import REPORTING
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition
from backend.updates.inbox import waiting_on
from backend.updates.models import ReviewVerdict, Update, UpdateReview
from backend.updates.owing import WEEKLY
from backend.updates.reviewing import newest_verdict
from backend.waiting import Waiting
from backend.weeks import Week

OWED, RETURNED, REVIEW = "待报", "被退回", "待审阅"


async def owed(session: AsyncSession, actor: Actor) -> list[Waiting]:
    """This week's updates that are not in yet."""
    week = Week.current()
    query = select(Summary).where(col(Summary.project_id).in_(reported_by(actor)))
    query = query.where(col(Summary.stage).in_(WEEKLY), Summary.condition == Condition.UNDER_WAY)
    in_already = select(Update.project_id).where(Update.week_start == week.start)
    query = query.where(col(Summary.project_id).not_in(in_already)).order_by(Summary.code)
    until = week.closes_at.date()
    return [
        Waiting(OWED, each.short_name, f"/projects/{each.code}/update", since=week.start, until=until)
        for each in await session.exec(query)
    ]


async def returned(session: AsyncSession, actor: Actor) -> list[Waiting]:
    """Those that a reviewer sent back, and that nobody has mended since."""
    query: Any = select(UpdateReview, Update, Project).join(Update, col(Update.id) == UpdateReview.update_id)
    query = query.where(UpdateReview.version == Update.version, UpdateReview.verdict == ReviewVerdict.RETURNED)
    query = query.where(newest_verdict() == ReviewVerdict.RETURNED)
    query = query.where(col(Update.project_id).in_(reported_by(actor)))
    query = query.join(Project, col(Project.id) == Update.project_id)
    query = query.options(joinedload(UpdateReview.reviewed_by)).order_by(col(UpdateReview.reviewed_at))
    found: dict[Any, Waiting] = {}
    for said, update, project in await session.exec(query):
        week = Week(update.week_start)
        by = said.reviewed_by.person if said.reviewed_by else "系统"
        path = f"/projects/{project.code}/update?week={week.label}&revise=1"
        title = f"{project.short_name}第{week.number}周"
        found[update.id] = Waiting(RETURNED, title, path, said.reason or "", by, since=said.reviewed_at)
    return list(found.values())


async def to_review(session: AsyncSession, actor: Actor) -> list[Waiting]:
    """One line for all of them, with how many: only where the unit asks its reviewers to read each."""
    if actor.role is not Role.REVIEWER or actor.unit_id is None:
        return []
    unit = select(Unit.id).where(Unit.id == actor.unit_id, col(Unit.reviews_updates))
    query = select(func.count(), func.min(Update.submitted_at)).where(waiting_on(actor), newest_verdict().is_(None))
    count, first = (await session.exec(query.where(unit.exists()))).one()
    return [Waiting(REVIEW, f"{count}份周报送", "/reviews", "本周和上周报来的", since=first)] if count else []


def reported_by(actor: Actor) -> Any:
    """Keys of the projects on which the actor reports now."""
    own = col(Duty.account_id) == actor.id
    held = select(Duty.project_id).where(col(Duty.until).is_(None), col(Duty.kind).in_(REPORTING))
    return held.where(or_(own, col(Duty.unit_id) == actor.unit_id) if actor.unit_id else own)
