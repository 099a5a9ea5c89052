from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from backend.accounts.auth import Caller
from backend.calendar import service, years
from backend.calendar.schemas import (
    CalendarDayIn,
    CalendarDayOut,
    CalendarImportIn,
    CalendarImportOut,
    CalendarYearOut,
    MarkIn,
)
from backend.db import Session
from backend.web.conditional import answer_with

router = APIRouter(prefix="/calendar", tags=["日历"])
Year = Annotated[int, Path(ge=2000, le=2099)]


@router.get("/{year}", response_model=CalendarYearOut)
async def read_calendar(request: Request, year: Year, session: Session, _caller: Caller) -> Response:
    """一年的放假和调休上班安排。没有列出的日子，周一至周五上班、周末休息；is_known 为假的年份还没有公布，全按周一至周五算。"""
    return answer_with(request, await years.year_of(session, year))


@router.put("/days/{day}", response_model=CalendarDayOut)
async def put_calendar_day(request: Request, day: date, given: MarkIn, session: Session, caller: Caller) -> Response:
    """定某一天放假或（周末）上班；已经定过就改成这次说的。只能定今天以后的日子。"""
    row = await service.mark(session, caller, CalendarDayIn(day=day, **given.model_dump()))
    return answer_with(request, CalendarDayOut.model_validate(row))


@router.delete("/days/{day}", status_code=204)
async def delete_calendar_day(day: date, session: Session, caller: Caller) -> Response:
    """去掉某一天的安排，按平常日子算。"""
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
