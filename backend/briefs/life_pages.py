"""核稿, 签发 and 更正 on the page of a brief: the database keeps who, when and why."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.briefs import service
from backend.briefs.life import issuing, reviewing
from backend.briefs.pages import shown
from backend.briefs.schemas import ReviewIn
from backend.db import Session
from backend.web.forms import Form
from backend.web.templating import see_other

router = APIRouter(prefix="/briefs", include_in_schema=False)


@router.post("/{brief_id}/review")
async def review_brief(request: Request, brief_id: UUID, session: Session, person: Person) -> Response:
    form = await Form.read(request, ReviewIn)
    if not form.errors:
        async with form.tries(session):
            await reviewing.review(session, person, brief_id, form.value)
    if form.errors:
        return await shown(request, session, person, str(brief_id), form)
    notice = "核稿通过，可以签发" if form.value.passed else "已退回"
    return see_other(request, "show_brief", notice=notice, brief=brief_id)


@router.post("/{brief_id}/issuance")
async def issue_brief(request: Request, brief_id: UUID, session: Session, person: Person) -> Response:
    form = Form[ReviewIn].known()
    async with form.tries(session):
        await issuing.issue(session, person, brief_id)
    if form.errors:
        return await shown(request, session, person, str(brief_id), form)
    return see_other(request, "show_brief", brief=brief_id)


@router.post("/{brief_id}/appendix")
async def append_brief(request: Request, brief_id: UUID, session: Session, person: Person) -> Response:
    form = Form[ReviewIn].known()
    async with form.tries(session):
        made = await service.append(session, person, str(brief_id))
    if form.errors:
        return await shown(request, session, person, str(brief_id), form)
    return see_other(request, "show_brief", brief=made.id)


@router.post("/{brief_id}/correction")
async def correct_brief(request: Request, brief_id: UUID, session: Session, person: Person) -> Response:
    form = Form[ReviewIn].known()
    async with form.tries(session):
        made = await service.correct(session, person, str(brief_id))
    if form.errors:
        return await shown(request, session, person, str(brief_id), form)
    return see_other(request, "show_brief", brief=made.id)
