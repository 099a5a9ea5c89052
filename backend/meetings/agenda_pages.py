"""Choosing what is brought up: what is red or late is offered first, and a matter in words can be added."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import case
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.errors import Conflict
from backend.ids import uuid7
from backend.meetings import agenda, policy, queries, service
from backend.meetings.models import AgendaSection, ReviewMeeting
from backend.meetings.schemas import AgendaItemIn, ChoiceIn
from backend.problems.queries import ACTIVE, read, visible_to
from backend.problems.standing import standing
from backend.projects import naming
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, Signal
from backend.web.forms import Form
from backend.web.moving import MoveIn
from backend.web.templating import page, see_other

router = APIRouter(prefix="/meetings", include_in_schema=False)
OFFERED = 60


@router.get("/{meeting}/agenda")
async def choose_agenda(request: Request, meeting: str, session: Session, person: Person) -> Response:
    return await _shown(request, session, await _preparing(session, person, meeting), Form.known(), person)


@router.post("/{meeting}/agenda")
async def set_agenda(request: Request, meeting: str, session: Session, person: Person) -> Response:
    """What was ticked is added at the end of its part."""
    found = await _preparing(session, person, meeting)
    form = await Form.read(request, ChoiceIn)
    if not form.errors:
        async with form.tries(session):
            count = await agenda.choose(session, person, meeting, form.value)
    if form.errors:
        return await _shown(request, session, found, form, person)
    return see_other(request, "show_meeting", notice=f"列入议程{count}项", meeting=meeting)


@router.post("/{meeting}/agenda/items")
async def add_matter(request: Request, meeting: str, session: Session, person: Person) -> Response:
    found = await _preparing(session, person, meeting)
    form = await Form.read(request, AgendaItemIn)
    if not form.errors:
        async with form.tries(session):
            given = form.value
            if given.project:
                given = given.model_copy(update={"project": await naming.code_of(session, person, given.project)})
            await agenda.add(session, person, meeting, given)
    if form.errors:
        return await _shown(request, session, found, form, person)
    return see_other(request, "show_meeting", notice="列入议程1项", meeting=meeting)


@router.post("/{meeting}/agenda/{item}/moves")
async def move_item(request: Request, meeting: str, item: UUID, session: Session, person: Person) -> Response:
    form = await Form.read(request, MoveIn)
    if form.refusal:
        raise form.refusal
    await agenda.move(session, person, meeting, item, form.value)
    return see_other(request, "show_meeting", notice="议程顺序已改", meeting=meeting)


@router.post("/{meeting}/agenda/{item}/removal")
async def remove_item(request: Request, meeting: str, item: UUID, session: Session, person: Person) -> Response:
    await agenda.remove(session, person, meeting, item)
    return see_other(request, "show_meeting", notice="已从议程去掉", meeting=meeting)


async def _preparing(session: AsyncSession, person: Actor, code: str) -> ReviewMeeting:
    found = await service.for_keeping(session, person, code)
    if refused := policy.why_not_prepare(found):
        raise Conflict(refused)
    return found


async def _shown(
    request: Request, session: AsyncSession, meeting: ReviewMeeting, form: Form[Any], person: Actor
) -> Response:
    chosen = {key for _, key in await queries.keys_on_agenda(session, meeting)}
    red_first = case({Signal.RED.value: 0, Signal.AMBER.value: 1}, value=col(Summary.signal), else_=2)
    stuck = select(Summary).where(
        Summary.condition == Condition.UNDER_WAY, col(Summary.signal).in_([Signal.RED, Signal.AMBER])
    )
    projects = (await session.exec(stuck.order_by(red_first, col(Summary.code)).limit(OFFERED))).all()
    query = visible_to(person).where(standing.c.problem_status.in_(ACTIVE)).order_by(standing.c.due_on, standing.c.id)
    problems = await read(session, query.limit(OFFERED))
    return page(
        request,
        "meetings/choose.html",
        form.status,
        meeting=meeting,
        form=form,
        projects=[row for row in projects if row.project_id not in chosen],
        problems=[each.part for each in problems if each.part.id not in chosen],
        parts=AgendaSection,
        today=today(),
        key=uuid7(),
    )
