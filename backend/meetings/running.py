"""A meeting begins, with its material as it lies on the table, and ends: from then on nothing more is decided in it."""

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict
from backend.meetings import composing, policy, service
from backend.meetings.models import MeetingPack, MeetingState, MeetingStep
from backend.meetings.schemas import MeetingStepIn


async def step(session: AsyncSession, actor: Actor, code: str, given: MeetingStepIn) -> MeetingStep:
    """Of two at once the second is told."""
    meeting = await service.for_keeping(session, actor, code)
    if refused := policy.why_not_become(meeting, given.becomes):
        raise Conflict(refused)
    if given.becomes is MeetingState.RUNNING:
        pack = await composing.take(session, meeting)
        session.add(MeetingPack(meeting_id=meeting.id, data=pack.model_dump(mode="json")))
    made = MeetingStep(meeting_id=meeting.id, becomes=given.becomes, said=given.said, made_by_id=actor.person_id)
    session.add(made)
    meeting.state = given.becomes
    await session.flush()
    return made
