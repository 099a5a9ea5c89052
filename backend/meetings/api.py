from uuid import UUID

from fastapi import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.assignments.models import Assignment, Source
from backend.assignments.parts import AssignmentOut
from backend.assignments.queries import steps_of, those
from backend.db import Session
from backend.meetings import agenda, composing, deciding, queries, running, service
from backend.meetings.models import ReviewMeeting
from backend.meetings.parts import MeetingPart, WholeMeetingPart
from backend.meetings.schemas import AgendaItemIn, DecisionIn, MeetingIn, MeetingStepIn
from backend.replay.routing import Router
from backend.web.conditional import answer, answer_with, place
from backend.web.moving import MoveIn
from backend.web.pagination import Page, page

router = Router(prefix="/meetings", tags=["调度会"])


@router.get("", response_model=Page[MeetingPart])
async def list_meetings(request: Request, session: Session, caller: Caller) -> Response:
    """调度会，近的在前。只给能看全部项目的密钥。"""
    rows = await session.exec(queries.those(caller))
    return answer(request, page(MeetingPart.of(row).model_dump_json() for row in rows))


@router.post("", status_code=201, response_model=WholeMeetingPart)
async def call_meeting(request: Request, given: MeetingIn, session: Session, caller: Caller) -> Response:
    """召集一次调度会；用同一个 id 重发是同样的答复。"""
    made = await service.call(session, caller, given)
    shown = await _whole(session, caller, made)
    return answer(request, shown.model_dump_json(), status=201, location=place(request, f"/meetings/{made.code}"))


@router.get("/{meeting}", response_model=WholeMeetingPart)
async def read_meeting(request: Request, meeting: str, session: Session, caller: Caller) -> Response:
    """一次调度会：参加的单位和人、议程、议定事项和办理情况。"""
    return answer_with(request, await _whole(session, caller, await service.get(session, caller, meeting)))


@router.post("/{meeting}/agenda", status_code=201, response_model=WholeMeetingPart)
async def add_to_agenda(
    request: Request, meeting: str, given: AgendaItemIn, session: Session, caller: Caller
) -> Response:
    """把一个项目、问题或一件要说的事列入议程，会议开始以前可以。"""
    await agenda.add(session, caller, meeting, given)
    return await _written(request, session, caller, meeting)


@router.post("/{meeting}/agenda/{item}/moves", status_code=201, response_model=WholeMeetingPart)
async def move_on_agenda(  # noqa: PLR0913, PLR0917  which item of which meeting, and where to
    request: Request, meeting: str, item: UUID, given: MoveIn, session: Session, caller: Caller
) -> Response:
    """把一项在它那一段里上移或下移一位，会议开始以前可以。"""
    await agenda.move(session, caller, meeting, item, given)
    return await _written(request, session, caller, meeting)


@router.post("/{meeting}/agenda/{item}/removal", status_code=201, response_model=WholeMeetingPart)
async def remove_from_agenda(request: Request, meeting: str, item: UUID, session: Session, caller: Caller) -> Response:
    """从议程里去掉一项，会议开始以前可以。"""
    await agenda.remove(session, caller, meeting, item)
    return await _written(request, session, caller, meeting)


@router.post("/{meeting}/steps", status_code=201, response_model=WholeMeetingPart)
async def step_of_meeting(
    request: Request, meeting: str, given: MeetingStepIn, session: Session, caller: Caller
) -> Response:
    """开始或结束；开始时材料定下来，结束以后不再记议定事项。"""
    await running.step(session, caller, meeting, given)
    return await _written(request, session, caller, meeting)


@router.post("/{meeting}/decisions", status_code=201, response_model=WholeMeetingPart)
async def decide_in_meeting(
    request: Request, meeting: str, given: DecisionIn, session: Session, caller: Caller
) -> Response:
    """记一项议定事项，就是交办给一个单位、有期限的一件事；用同一个 id 重发是同样的答复。"""
    await deciding.decide(session, caller, meeting, given)
    return await _written(request, session, caller, meeting)


async def _written(request: Request, session: AsyncSession, actor: Actor, code: str) -> Response:
    return answer_with(request, await _whole(session, actor, await service.get(session, actor, code)), status=201)


async def _whole(session: AsyncSession, actor: Actor, meeting: ReviewMeeting) -> WholeMeetingPart:
    pack = await composing.of(session, meeting)
    query = those(actor).where(Assignment.source == Source.MEETING, Assignment.source_id == meeting.id)
    rows = (await session.exec(query)).all()
    steps = await steps_of(session, [row.id for row in rows])
    decisions = [AssignmentOut.of(row, steps[row.id]) for row in rows]
    return WholeMeetingPart.whole(meeting, await queries.who(session, meeting), pack.items, decisions)
