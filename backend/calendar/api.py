from datetime import date
from typing import Annotated

from fastapi import Path, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Caller
from backend.calendar import service, years
from backend.calendar.policy import require_keeper
from backend.calendar.schemas import (
    CalendarDayIn,
    CalendarDayOut,
    CalendarImportIn,
    CalendarImportOut,
    CalendarYearOut,
    MarkIn,
)
from backend.db import Session
from backend.errors import NotFound
from backend.replay.routing import Router
from backend.web.conditional import IF_MATCH, answer_with, replaces, require_match, tag_of

router = Router(prefix="/calendar", tags=["日历"])
Year = Annotated[int, Path(ge=2000, le=2099)]


@router.get("/{year:int}", response_model=CalendarYearOut)
async def read_calendar(request: Request, year: Year, session: Session, _caller: Caller) -> Response:
    """一年的放假和调休上班安排。没有列出的日子，周一至周五上班、周末休息；is_known 为假的年份还没有公布，全按周一至周五算。"""
    return answer_with(request, await years.year_of(session, year))


@router.get("/days/{day}", response_model=CalendarDayOut)
async def read_calendar_day(request: Request, day: date, session: Session, _caller: Caller) -> Response:
    """某一天的安排。"""
    row = await service.day_of(session, day)
    if row is None:
        raise NotFound(f"日历里没有{day}这一天的安排")
    return answer_with(request, CalendarDayOut.model_validate(row))


@router.put("/days/{day}", response_model=CalendarDayOut, openapi_extra=IF_MATCH)
async def put_calendar_day(request: Request, day: date, given: MarkIn, session: Session, caller: Caller) -> Response:
    """定某一天放假或（周末）上班；已经定过的改成这次说的，要带 If-Match。只能定今天以后的日子。"""
    require_keeper(caller)
    stands = await _locked(session, day)
    told = stands and stands.model_dump(exclude={"day"})
    if replaces(request, exists=bool(stands), differs=told != given.model_dump()):
        text = stands.model_dump_json() if stands else "null"
        require_match(request, tag_of(text), text, given)
    row = await service.mark(session, caller, CalendarDayIn(day=day, **given.model_dump()))
    return answer_with(request, CalendarDayOut.model_validate(row))


@router.delete("/days/{day}", status_code=204, openapi_extra=IF_MATCH)
async def delete_calendar_day(request: Request, day: date, session: Session, caller: Caller) -> Response:
    """去掉某一天的安排，按平常日子算；要带 If-Match。"""
    require_keeper(caller)
    if stands := await _locked(session, day):
        text = stands.model_dump_json()
        require_match(request, tag_of(text), text, None)
    await service.unmark(session, caller, day)
    return Response(status_code=204)


@router.post("/imports", response_model=CalendarImportOut)
async def import_calendar(request: Request, given: CalendarImportIn, session: Session, caller: Caller) -> Response:
    """导入一份放假通知：一行一天或一段。有一行读不懂就一天也不写入。再导入一次结果相同。"""
    found = await service.take_in(session, caller, given)
    out = CalendarImportOut(
        days_added=len(found.added), days_changed=len(found.changed), days_unchanged=found.unchanged
    )
    return answer_with(request, out)


async def _locked(session: AsyncSession, day: date) -> CalendarDayOut | None:
    """What stands for the day; two who change it wait for each other."""
    row = await service.day_of(session, day)
    if row is None:
        return None
    await session.refresh(row, with_for_update=True)
    return CalendarDayOut.model_validate(row)
