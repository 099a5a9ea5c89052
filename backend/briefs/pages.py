"""Briefs for people: the list, and each brief to be read on a screen with its paper beside it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.briefs import policy, queries, service
from backend.briefs.api import paper
from backend.briefs.models import BriefState
from backend.briefs.rendering import SCREEN, called, html, sheet_of
from backend.briefs.schemas import BriefIn
from backend.db import Session
from backend.web.forms import Form
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(prefix="/briefs", include_in_schema=False)
SHOWN = 60  # a year and its drafts; older ones are found by the API


@router.get("")
async def list_briefs(request: Request, session: Session, person: Person) -> Response:
    return await _list(request, session, person, Form.known())


@router.post("")
async def make_brief(request: Request, session: Session, person: Person) -> Response:
    form = await Form.read(request, BriefIn)
    if not form.errors:
        async with form.tries(session):
            brief = await service.make(session, person, Week.parse(form.value.week))
    if form.errors:
        return await _list(request, session, person, form)
    return see_other(request, "show_brief", brief_id=brief.id)


@router.get("/{brief_id}.pdf")
async def show_brief_pdf(brief_id: UUID, session: Session, person: Person) -> FileResponse:
    return paper(await service.get(session, person, brief_id))


@router.get("/{brief_id}")
async def show_brief(request: Request, brief_id: UUID, session: Session, person: Person) -> Response:
    brief = await service.get(session, person, brief_id)
    data = service.data_of(brief)
    text = Markup(html(data, sheet_of(data), brief.made_at, SCREEN))  # noqa: S704  made by an escaping template
    return page(
        request,
        "briefs/show.html",
        brief=brief,
        title=f"{data.head.name} {called(data)}",
        text=text,
        states=BriefState,
        may_make=policy.may_make(person),
        week=Week(brief.week_start),
    )


async def _list(request: Request, session: AsyncSession, person: Actor, form: Form[Any]) -> Response:
    briefs = (await session.exec(queries.visible_to(person).limit(SHOWN))).all()
    return page(
        request,
        "briefs/list.html",
        form.status,
        briefs=briefs,
        form=form,
        may_make=policy.may_make(person),
        closed=Week.last_closed(),
        current=Week.current(),
        states=BriefState,
    )
