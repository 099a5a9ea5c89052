"""In the room: one item a page, next and previous, and what is decided typed beneath it. Then the minutes, and both on paper."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts import units as of_units
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.calendar.reading import working_calendar
from backend.clock import today
from backend.db import Session
from backend.ids import uuid7
from backend.meetings import composing, deciding, minutes, papers, policy, queries, service
from backend.meetings.models import MeetingState
from backend.meetings.schemas import DecisionIn
from backend.problems import timer
from backend.problems.vocabulary import Difficulty
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/meetings", include_in_schema=False)
Number = Annotated[int, Query(ge=0, le=10_000)]


@router.get("/{meeting}/room")
async def show_room(request: Request, meeting: str, session: Session, person: Person, item: Number = 0) -> Response:
    """`item` 0 is the opening: the last meeting and the whole; after the last item come other decisions."""
    due_on = timer.due_on(await working_calendar(session), today(), Difficulty.ORDINARY)
    return await _shown(request, session, person, meeting, item, Form.known(id=uuid7(), due_on=due_on))


@router.post("/{meeting}/room")
async def decide_in_room(
    request: Request, meeting: str, session: Session, person: Person, item: Number = 0
) -> Response:
    await service.for_keeping(session, person, meeting)
    form = await Form.read(request, DecisionIn)
    if not form.errors:
        async with form.tries(session):
            await deciding.decide(session, person, meeting, form.value)
    if form.errors:
        return await _shown(request, session, person, meeting, item, form)
    return see_other(request, "show_room", notice="已记下，承办单位在待办里看到", query={"item": item}, meeting=meeting)


@router.get("/{meeting}/minutes")
async def show_minutes(request: Request, meeting: str, session: Session, person: Person) -> Response:
    found = await service.get(session, person, meeting)
    told = await minutes.of(session, found)
    return page(request, "meetings/minutes.html", meeting=found, minutes=told)


@router.get("/{meeting}/pack.pdf")
async def show_pack_pdf(meeting: str, session: Session, person: Person) -> Response:
    found = await service.get(session, person, meeting)
    pack, draft = await composing.of(session, found), found.state is MeetingState.PREPARING
    await db.release(session)
    pdf = await papers.printed(papers.pack_html(found, pack, draft=draft), papers.texts_of(pack), kept=not draft)
    return _pdf(pdf, f"{found.called}材料")


@router.get("/{meeting}/minutes.pdf")
async def show_minutes_pdf(meeting: str, session: Session, person: Person) -> Response:
    found = await service.get(session, person, meeting)
    pack, told = await composing.of(session, found), await minutes.of(session, found)
    await db.release(session)
    pdf = await papers.printed(papers.minutes_html(found, pack, told), told.texts(), kept=not told.draft)
    return _pdf(pdf, f"{found.called}纪要")


def _pdf(pdf: bytes, name: str) -> Response:
    headers = {
        "content-disposition": f"inline; filename*=UTF-8''{quote(name)}.pdf",
        "cache-control": "private, no-cache",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)


async def _shown(  # noqa: PLR0913, PLR0917  a page is a meeting, an item and what was typed
    request: Request, session: AsyncSession, person: Actor, code: str, number: int, form: Form[Any]
) -> Response:
    found = await service.get(session, person, code)
    pack = await composing.of(session, found)
    number = min(number, len(pack.items) + 1)
    item = pack.items[number - 1] if 0 < number <= len(pack.items) else None
    decisions = await queries.decisions(session, found)
    units = [(unit.code, unit.name) for unit in await of_units.existing(session)]
    return page(
        request,
        "meetings/room.html",
        form.status,
        meeting=found,
        pack=pack,
        item=item,
        number=number,
        last=len(pack.items) + 1,
        decisions=[each for each in decisions if number and each.decision.item_id == (item.id if item else None)],
        refused=policy.why_not_decide(found),
        may_keep=policy.may_keep(person),
        units=units,
        today=today(),
        form=form,
    )
