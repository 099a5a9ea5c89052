from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.briefs import policy, reading
from backend.briefs.life import standing
from backend.briefs.models import BriefReview
from backend.briefs.schemas import ReviewIn
from backend.errors import Conflict, Invalid, require

NEEDS_OFFICE = "核稿由项目办的人在网页上办理，密钥和其他人不能"


async def review(session: AsyncSession, actor: Actor, brief_id: UUID, given: ReviewIn) -> BriefReview:
    """核稿 of the revision that stands. The same word twice is one row."""
    brief = await reading.locked(session, actor, brief_id)
    require(policy.may_review(actor), NEEDS_OFFICE)
    found = await standing.of(session, brief)
    if why := policy.why_no_review(found):
        raise Conflict(why)
    if not given.passed and not given.remark:
        raise Invalid.field("remark", "退回要写明哪里要改", given.remark)
    if found.review and (found.review.passed, found.review.remark) == (given.passed, given.remark):
        return found.review
    assert actor.id is not None
    made = BriefReview(brief_id=brief.id, revision=brief.revision, reviewed_by_id=actor.id, **given.model_dump())
    session.add(made)
    await session.flush()
    return made
