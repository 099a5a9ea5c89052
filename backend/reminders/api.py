from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.errors import require
from backend.feed import cursors
from backend.reminders import leaves, sent
from backend.reminders.listing import unreported
from backend.reminders.parts import LeavePart, ReminderPart, UnreportedOut
from backend.reminders.schemas import LeaveIn
from backend.replay.routing import Router
from backend.web.conditional import answer, answer_with, place
from backend.web.pagination import Page, Paging, page
from backend.web.schema import Blank, Input, Moment
from backend.weeks import Week

router = Router(tags=["报送和提醒"])
Label = Annotated[str | None, Blank]


class Asked(Input):
    week: Label = None
    """哪一周，例如 2026-W48；不填是最近截止的一周"""
    as_of: Annotated[Moment | None, Blank] = None
    """到这个时刻为止还没有报的；不填是此刻。填截止时间得到的与当周周报相同"""


class Sent(Paging):
    week: Label = None
    """哪一周，例如 2026-W48"""


@router.get("/unreported", response_model=UnreportedOut)
async def list_unreported(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """一周里应报未报的项目，和连续缺了几周。缺一周报责任单位，连续缺两周报包联领导；截止后到名单发出前是宽限。"""
    week = Week.parse(asked.week) if asked.week else Week.last_closed()
    return answer_with(request, UnreportedOut.of(await unreported(session, caller, week, asked.as_of)))


@router.get("/reminders", response_model=Page[ReminderPart])
async def list_reminders(
    request: Request, session: Session, caller: Caller, asked: Annotated[Sent, Query()]
) -> Response:
    """发过的提醒：哪一周、哪一种、发给谁、涉及哪些项目、邮件发成没有，新的在前。"""
    bound_to = {"list": "reminders", "week": asked.week}
    after = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else [None]
    week = Week.parse(asked.week) if asked.week else None
    rows = await sent.sent(session, caller, week, asked.limit + 1, UUID(after[0]) if after[0] else None)
    shown = rows[: asked.limit]
    following = await cursors.write(session, bound_to, [str(shown[-1].id)]) if len(rows) > len(shown) else None
    return answer(request, page((ReminderPart.of(row).model_dump_json() for row in shown), following))


@router.get("/leaves", response_model=Page[LeavePart])
async def list_leaves(request: Request, session: Session, caller: Caller) -> Response:
    """没有结束的请假登记。"""
    require(leaves.may_enter_for_others(caller), leaves.NOT_YOURS)
    rows = await leaves.current(session, caller)
    return answer(request, page(LeavePart.of(row).model_dump_json() for row in rows))


@router.post("/leaves", status_code=201, response_model=LeavePart)
async def create_leave(request: Request, given: LeaveIn, session: Session, caller: Caller) -> Response:
    """登记请假：这段时间的催报发给代办的人，没有代办人就发给责任人。"""
    row = await leaves.enter(session, caller, given)
    await session.refresh(row, ["account", "stand_in"])
    shown = LeavePart.of(row).model_dump_json()
    return answer(request, shown, status=201, location=place(request, f"/leaves/{row.id}"))


@router.delete("/leaves/{leave_id}", status_code=204)
async def withdraw_leave(leave_id: UUID, session: Session, caller: Caller) -> Response:
    """撤销请假登记。"""
    await leaves.withdraw(session, caller, leave_id)
    return Response(status_code=204)
