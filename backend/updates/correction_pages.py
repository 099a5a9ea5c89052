"""The form by which the project office puts right a week that has closed."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.db import Session
from backend.projects.models import Project
from backend.projects.service import for_office
from backend.updates import corrections, queries
from backend.updates.corrections import CorrectionIn
from backend.web.formats import wan
from backend.web.forms import Form
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(prefix="/projects/{code}/updates/{week}/corrections", include_in_schema=False)


@router.get("/new")
async def new_correction(request: Request, code: str, week: str, session: Session, person: Person) -> Response:
    project = await for_office(session, person, code)
    return await _form(request, session, project, Week.parse(week), Form.known())


@router.post("/new")
async def send_correction(request: Request, code: str, week: str, session: Session, person: Person) -> Response:
    project, of_week = await for_office(session, person, code), Week.parse(week)
    form = await Form.read(request, CorrectionIn)
    if not form.errors:
        async with form.tries(session):
            await corrections.correct(session, person, code, of_week, form.value)
    if form.errors:
        return await _form(request, session, project, of_week, form)
    said = f"{project.short_name}：第{of_week.number}周已更正为{wan(form.value.invested_wan)}，原报的数留着"
    return see_other(request, "show_project", notice=said, code=project.code)


async def _form(request: Request, session: AsyncSession, project: Project, week: Week, form: Form[Any]) -> Response:
    update = await queries.reported(session, project, week)
    earlier = await corrections.of_week(session, update)
    return page(
        request,
        "updates/correction.html",
        form.status,
        project=project,
        week=week,
        update=update,
        earlier=earlier,
        form=form,
    )
