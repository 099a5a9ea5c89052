"""What is brought up: the office chooses projects and problems, and what is to be coordinated, before the meeting."""

from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import uuid7
from backend.meetings import policy, queries, service
from backend.meetings.models import AgendaItem, ReviewMeeting
from backend.meetings.schemas import AgendaItemIn, ChoiceIn
from backend.problems import queries as problems
from backend.projects import service as projects


async def add(session: AsyncSession, actor: Actor, code: str, given: AgendaItemIn) -> AgendaItem:
    """One more at the end of its part. Sent again under the same id it is one."""
    meeting = await _preparing(session, actor, code)
    if existing := await session.get(AgendaItem, given.id) if given.id else None:
        if (existing.meeting_id, existing.part, existing.words) != (meeting.id, given.section, given.words):
            raise Conflict("这个 id 已经用在另一项议程上，请换一个 id")
        return existing
    project_id = (await projects.get(session, actor, given.project)).id if given.project else None
    if given.problem:
        found = await problems.one(session, actor, given.problem)
        if project_id not in (None, found.project_id):
            raise Invalid.field("problem", "这个问题不是所选项目的，请只选一个", str(given.problem))
        project_id = found.project_id
    key = given.problem or project_id
    if key and (given.section, key) in await queries.keys_on_agenda(session, meeting):
        raise Conflict("议程的这一段里已经有它了，不用再列")
    count = select(func.coalesce(func.max(AgendaItem.position), 0)).where(
        col(AgendaItem.meeting_id) == meeting.id, col(AgendaItem.part) == given.section
    )
    item = AgendaItem(
        id=given.id or uuid7(),
        meeting_id=meeting.id,
        part=given.section,
        position=(await session.exec(count)).one() + 1,
        project_id=project_id,
        problem_id=given.problem,
        words=given.words,
        chosen_by_id=actor.person_id,
    )
    session.add(item)
    await session.flush()
    return item


async def choose(session: AsyncSession, actor: Actor, code: str, given: ChoiceIn) -> int:
    """All that was ticked and is not there yet; how many that was."""
    meeting = await _preparing(session, actor, code)
    known = {key for _, key in await queries.keys_on_agenda(session, meeting)}
    count = 0
    for item in given.items:
        added = await _unless_known(session, actor, code, item, known)
        count += added
    return count


async def remove(session: AsyncSession, actor: Actor, code: str, item_id: UUID) -> None:
    meeting = await _preparing(session, actor, code)
    item = await session.get(AgendaItem, item_id)
    if item is None or item.meeting_id != meeting.id:
        raise NotFound("议程里没有这一项，可能已经去掉了")
    await session.delete(item)
    await session.flush()


async def _unless_known(
    session: AsyncSession, actor: Actor, code: str, item: AgendaItemIn, known: set[UUID | None]
) -> bool:
    if item.problem in known and item.problem:
        return False
    if item.project and (await projects.get(session, actor, item.project)).id in known:
        return False
    await add(session, actor, code, item)
    return True


async def _preparing(session: AsyncSession, actor: Actor, code: str) -> ReviewMeeting:
    meeting = await service.for_keeping(session, actor, code)
    if refused := policy.why_not_prepare(meeting):
        raise Conflict(refused)
    return meeting
