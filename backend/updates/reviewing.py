"""审阅 and 退回: a reviewer of the unit has read an update, or sends it back with a reason; mended, it is read again."""

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.errors import Invalid, Stale, require
from backend.projects import queries as projects
from backend.projects import service
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from backend.updates import queries
from backend.updates.models import ReviewVerdict, Update, UpdateReview
from backend.web.schema import Blank, Input
from backend.weeks import Week

BY_UNIT = (DutyKind.RESPONSIBLE, DutyKind.LEAD)


class ReviewIn(Input):
    """`version` is the version that the reviewer has read."""

    version: int
    verdict: ReviewVerdict
    reason: Annotated[Annotated[str, Field(max_length=500)] | None, Blank] = None


async def review(session: AsyncSession, actor: Actor, code: str, week: Week, given: ReviewIn) -> UpdateReview:
    """Say it of the version that was read; the same again right after is the same row."""
    project = await service.get(session, actor, code)
    update = await queries.reported(session, project, week)
    await session.refresh(update, with_for_update=True)
    require(await _is_reviewer(session, actor, update), "审阅由责任单位的审阅人或项目办办理，请联系项目办")
    require(update.submitted_by_id != actor.id, "自己报的不能自己审阅，请另一位审阅人或项目办办理")
    if given.verdict is ReviewVerdict.RETURNED and not given.reason:
        raise Invalid.field("reason", "请写退回的原因：报送的人要知道哪里要改")
    if given.version != update.version:
        raise Stale("这一份刚改报过，请看新的内容再审阅", current_version=update.version)
    last = (await standing(session, [update])).get(update.id)
    if last and (last.verdict, last.reason, last.reviewed_by_id) == (given.verdict, given.reason, actor.person_id):
        return last
    row = UpdateReview(
        project_id=project.id,
        update_id=update.id,
        version=update.version,
        verdict=given.verdict,
        reason=given.reason,
        reviewed_by_id=actor.person_id,
    )
    session.add(row)
    await session.flush()
    return row


async def may(session: AsyncSession, actor: Actor, update: Update) -> bool:
    """Whether this person may review it: a page shows the buttons exactly then."""
    return update.submitted_by_id != actor.id and await _is_reviewer(session, actor, update)


async def standing(session: AsyncSession, updates: Iterable[Update]) -> dict[UUID, UpdateReview]:
    """The review that counts of each update that has one of the version that stands."""
    query = select(UpdateReview).join(Update, col(Update.id) == UpdateReview.update_id)
    query = query.where(col(Update.id).in_([each.id for each in updates]), UpdateReview.version == Update.version)
    query = query.order_by(col(UpdateReview.reviewed_at), col(UpdateReview.id))
    found = await session.exec(query.options(joinedload(UpdateReview.reviewed_by)))
    return {each.update_id: each for each in found}


async def is_returned(session: AsyncSession, update: Update) -> bool:
    found = (await standing(session, [update])).get(update.id)
    return found is not None and found.verdict is ReviewVerdict.RETURNED


def newest_verdict() -> Any:
    """SQL beside an update: what counts of its version that stands; null when nobody reviewed it."""
    query = select(UpdateReview.verdict).where(UpdateReview.update_id == Update.id)
    query = query.where(UpdateReview.version == Update.version)
    newest = query.order_by(col(UpdateReview.reviewed_at).desc(), col(UpdateReview.id).desc()).limit(1)
    return newest.correlate(Update).scalar_subquery()


def of_unit(unit_id: UUID | None) -> Any:
    """Keys of the projects that a unit answers for now."""
    held = select(Duty.project_id).where(Duty.unit_id == unit_id, col(Duty.until).is_(None))
    return held.where(col(Duty.kind).in_(BY_UNIT))


async def _is_reviewer(session: AsyncSession, actor: Actor, update: Update) -> bool:
    if not actor.is_person or actor.role not in {Role.REVIEWER, Role.OFFICE, Role.ADMINISTRATOR}:
        return False
    if actor.runs_projects:
        return True
    return bool(await projects.standing(session, actor, update.project_id) & set(BY_UNIT))
