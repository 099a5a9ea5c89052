"""节假日: what the official calendar says, for everybody; marking days and taking a notice in, for the office."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import FormData, UploadFile

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.calendar import policy, reading, service, years
from backend.calendar.models import DayKind
from backend.calendar.schemas import CalendarDayIn, CalendarImportIn
from backend.clock import today
from backend.db import Session
from backend.errors import Invalid
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/calendar", include_in_schema=False)
Year = Annotated[int | None, Query(ge=2000, le=2099)]


@router.get("")
async def show_calendar(request: Request, session: Session, person: Person, year: Year = None) -> Response:
    return await _show(request, session, person, year or today().year, Form.known())


@router.post("/days")
async def mark_day(request: Request, session: Session, person: Person) -> Response:
    policy.require_keeper(person)
    form = await Form.read(request, CalendarDayIn)
    if not form.errors:
        async with form.tries(session):
            await service.mark(session, person, form.value)
    if form.errors:
        return await _show(request, session, person, today().year, form)
    given = form.value
    notice = f"{given.day}已定为{given.day_kind.label}，截止时间按它重新计算"
    return see_other(request, "show_calendar", notice=notice, query={"year": given.day.year})


@router.post("/days/{day}/drop")
async def unmark_day(request: Request, day: date, session: Session, person: Person) -> Response:
    await service.unmark(session, person, day)
    return see_other(request, "show_calendar", notice=f"{day}已按平常日子算", query={"year": day.year})


@router.get("/import")
async def new_import(request: Request, person: Person) -> Response:
    policy.require_keeper(person)
    return page(request, "calendar/import.html", form=Form.known(), found=None)


@router.post("/import")
async def import_days(request: Request, session: Session, person: Person) -> Response:
    """First shows what would follow; stores it when that has been confirmed."""
    policy.require_keeper(person)
    form, found = await Form.read(request, CalendarImportIn, _arranged), None
    await request.close()  # what was chosen has been read
    confirmed = "confirmed" in form.posted
    if not form.errors:
        form.posted["text"] = form.value.text
        async with form.tries(session):
            work = service.take_in if confirmed else service.preview
            found = await work(session, person, form.value)
    if form.errors or found is None or not confirmed:
        return page(request, "calendar/import.html", form.status, form=form, found=found)
    notice = f"已写入{len(found.added)}天，改动{len(found.changed)}天"
    first = next(iter([*found.added, *(each for each, _ in found.changed)]), None)
    return see_other(request, "show_calendar", notice=notice, query={"year": first.day.year} if first else None)


def _arranged(fields: FormData) -> dict[str, Any]:
    """A file that was chosen goes before what stands in the box."""
    file = fields.get("file")
    text = _text_of(file) if isinstance(file, UploadFile) and file.size else fields.get("text", "")
    return {"text": text, "source": fields.get("source", "")}


def _text_of(file: UploadFile) -> str:
    """CSV as Excel saves it: UTF-8 or GB 18030."""
    data = file.file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid.field("text", "这个文件读不懂：请在表格软件里另存为 CSV，或把内容粘贴到框里")


async def _show(request: Request, session: AsyncSession, person: Actor, year: int, form: Form[Any]) -> Response:
    return page(
        request,
        "calendar/calendar.html",
        form.status,
        year=await years.year_of(session, year),
        runs=list(years.runs(await reading.days_of(session, year))),
        this_year=today().year,
        today=today(),
        kinds=DayKind,
        may_keep=policy.may_keep_calendar(person),
        form=form,
    )
