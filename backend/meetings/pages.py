"""Review meetings for people: the list, calling one, and one with its agenda and what was decided."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import units as of_units
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.accounts.models import Account, Role
from backend.clock import today
from backend.db import Session
from backend.errors import Conflict
from backend.ids import uuid7
from backend.meetings import composing, policy, queries, running, service
from backend.meetings.models import MeetingState, ReviewMeeting
from backend.meetings.schemas import MeetingIn, MeetingStepIn
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/meetings", include_in_schema=False)
SHOWN = 60


@router.get("")
async def list_meetings(request: Request, session: Session, person: Person) -> Response:
    found = (await session.exec(queries.those(person).limit(SHOWN))).all()
    return page(request, "meetings/list.html", meetings=found, may_keep=policy.may_keep(person))


@router.get("/new")
async def new_meeting(request: Request, session: Session, person: Person) -> Response:
    service.require_keeper(person)
    return await _form(request, session, Form.known(id=uuid7(), held_on=today()))


@router.post("/new")
async def call_meeting(request: Request, session: Session, person: Person) -> Response:
    service.require_keeper(person)
    form = await Form.read(request, MeetingIn)
    if not form.errors:
        async with form.tries(session):
            made = await service.call(session, person, form.value)
    if form.errors:
        return await _form(request, session, form)
    return see_other(request, "show_meeting", notice=f"已召集{made.called}，请选议程", meeting=made.code)


@router.get("/{meeting}")
async def show_meeting(request: Request, meeting: str, session: Session, person: Person) -> Response:
    return await _shown(request, session, person, meeting, Form.known())


@router.get("/{meeting}/edit")
async def edit_meeting(request: Request, meeting: str, session: Session, person: Person) -> Response:
    found = await service.for_keeping(session, person, meeting)
    if refused := policy.why_not_prepare(found):
        raise Conflict(refused)
    units, people = await queries.who(session, found)
    known: Form[Any] = Form.known(
        held_on=found.held_on,
        place=found.place,
        chair=found.chair.name,
        units=[unit.code for unit in units],
        people=[account.name for account in people],
    )
    return await _form(request, session, known, found)


@router.post("/{meeting}/edit")
async def change_meeting(request: Request, meeting: str, session: Session, person: Person) -> Response:
    found = await service.for_keeping(session, person, meeting)
    form = await Form.read(request, MeetingIn)
    if not form.errors:
        async with form.tries(session):
            await service.change(session, person, meeting, form.value)
    if form.errors:
        return await _form(request, session, form, found)
    return see_other(request, "show_meeting", notice="已改", meeting=meeting)


@router.post("/{meeting}/steps")
async def step_of_meeting(request: Request, meeting: str, session: Session, person: Person) -> Response:
    await service.for_keeping(session, person, meeting)
    form = await Form.read(request, MeetingStepIn)
    if not form.errors:
        async with form.tries(session):
            await running.step(session, person, meeting, form.value)
    if form.errors:
        return await _shown(request, session, person, meeting, form)
    if form.value.becomes is MeetingState.RUNNING:
        return see_other(request, "show_room", notice="会议开始，材料已定", meeting=meeting)
    return see_other(request, "show_minutes", notice="会议结束，纪要已成", meeting=meeting)


async def _shown(request: Request, session: AsyncSession, person: Actor, code: str, form: Form[Any]) -> Response:
    found = await service.get(session, person, code)
    return page(
        request,
        "meetings/meeting.html",
        form.status,
        meeting=found,
        pack=await composing.of(session, found),
        decisions=await queries.decisions(session, found),
        steps=await queries.steps(session, found),
        may_keep=policy.may_keep(person),
        states=MeetingState,
        today=today(),
        form=form,
    )


async def _form(
    request: Request, session: AsyncSession, form: Form[Any], meeting: ReviewMeeting | None = None
) -> Response:
    people = select(Account).where(col(Account.disabled_at).is_(None), Account.role != Role.READER)
    everybody = (await session.exec(people.order_by(col(Account.name)))).all()
    return page(
        request,
        "meetings/form.html",
        form.status,
        form=form,
        meeting=meeting,
        chairs=[(each.name, each.person) for each in everybody if each.role in service.CHAIRS],
        units=[(unit.code, unit.name) for unit in await of_units.existing(session)],
        people=[(each.name, each.person, each.title or each.role.label) for each in everybody],
    )
