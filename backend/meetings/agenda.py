"""What is brought up: the office chooses projects and problems, and what is to be coordinated, before the meeting."""

from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import uuid7
from backend.meetings import policy, queries, service
from backend.meetings.models import AgendaItem, AgendaSection, ReviewMeeting
from backend.meetings.schemas import AgendaItemIn, ChoiceIn
from backend.problems import queries as problems
from backend.projects import service as projects
from backend.web import moving
from backend.web.moving import MoveIn

NOT_THERE = "议程里没有这一项，可能已经去掉了"


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
    """All that was ticked and is not there yet, in a few statements however much that is; how many that was."""
    meeting = await _preparing(session, actor, code)
    items = await queries.agenda(session, meeting)
    known = {item.problem_id or item.project_id for item in items}
    named = await projects.ids_of(session, actor, given.progress)
    found = await problems.those(session, actor, given.problems)
    last = {part: max((item.position for item in items if item.part is part), default=0) for part in AgendaSection}
    new = [_chosen(meeting, actor, AgendaSection.PROGRESS, key) for key in named if key not in known]
    new += [
        _chosen(meeting, actor, AgendaSection.PROBLEM, each.project_id, each.part.id)
        for each in found
        if each.part.id not in known
    ]
    for item in new:
        last[item.part] += 1
        item.position = last[item.part]
    session.add_all(new)
    await session.flush()
    return len(new)


async def remove(session: AsyncSession, actor: Actor, code: str, item_id: UUID) -> None:
    meeting = await _preparing(session, actor, code)
    item = await session.get(AgendaItem, item_id)
    if item is None or item.meeting_id != meeting.id:
        raise NotFound(NOT_THERE)
    await session.delete(item)
    await session.flush()


async def move(session: AsyncSession, actor: Actor, code: str, item_id: UUID, given: MoveIn) -> None:
    """One place up or down within its part; at its end it stays. Of two who move at once one waits for the other."""
    meeting = await _preparing(session, actor, code)
    items = await queries.agenda(session, meeting)
    item = next((each for each in items if each.id == item_id), None)
    if item is None:
        raise NotFound(NOT_THERE)
    moving.move([each for each in items if each.part is item.part], item, given)
    await session.flush()


def _chosen(
    meeting: ReviewMeeting, actor: Actor, part: AgendaSection, project_id: UUID, problem_id: UUID | None = None
) -> AgendaItem:
    """Its position comes when all that is new is known."""
    item = AgendaItem(meeting_id=meeting.id, part=part, position=0, chosen_by_id=actor.person_id)
    item.project_id, item.problem_id = project_id, problem_id
    return item


async def _preparing(session: AsyncSession, actor: Actor, code: str) -> ReviewMeeting:
    meeting = await service.for_keeping(session, actor, code)
    if refused := policy.why_not_prepare(meeting):
        raise Conflict(refused)
    return meeting
