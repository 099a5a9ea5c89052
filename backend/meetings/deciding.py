"""议定事项: what a meeting decides is given to a unit with a day, and waits on it like everything else that was given."""

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.assignments import service as assignments
from backend.assignments.models import Source
from backend.assignments.schemas import AssignmentIn
from backend.errors import Conflict, Invalid
from backend.meetings import policy, service
from backend.meetings.models import AgendaItem, MeetingDecision
from backend.meetings.schemas import DecisionIn
from backend.projects.models import Project


async def decide(session: AsyncSession, actor: Actor, code: str, given: DecisionIn) -> MeetingDecision:
    """Sent again under the same id it is one decision."""
    meeting = await service.for_keeping(session, actor, code)
    asked = AssignmentIn(**given.model_dump(exclude={"item"}))
    if existing := await session.get(MeetingDecision, given.id) if given.id else None:
        if (existing.meeting_id, existing.item_id) != (meeting.id, given.item):
            raise Conflict("这个 id 已经用在另一项议定事项上，请换一个 id")
        project = await session.get(Project, existing.project_id) if existing.project_id else None
        await assignments.assign(session, actor, asked, Source.MEETING, meeting.id, project)
        return existing
    if refused := policy.why_not_decide(meeting):
        raise Conflict(refused)
    item = await session.get(AgendaItem, given.item) if given.item else None
    if given.item and (item is None or item.meeting_id != meeting.id):
        raise Invalid.field("item", "这次会的议程里没有这一项，请回到会议页再选", str(given.item))
    project = await session.get(Project, item.project_id) if item and item.project_id else None
    made = await assignments.assign(session, actor, asked, Source.MEETING, meeting.id, project)
    count = select(func.coalesce(func.max(MeetingDecision.number), 0)).where(
        col(MeetingDecision.meeting_id) == meeting.id
    )
    decision = MeetingDecision(
        assignment_id=made.id,
        project_id=made.project_id,
        meeting_id=meeting.id,
        item_id=item.id if item else None,
        number=(await session.exec(count)).one() + 1,
        made_by_id=actor.person_id,
    )
    session.add(decision)
    await session.flush()
    return decision
