"""A new programme, and what a known one is for."""

from typing import Any

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.db import Session
from backend.errors import require
from backend.projects import policy, programmes
from backend.projects.models import Programme
from backend.projects.schemas import ProgrammeIn, ProgrammePatch
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)


@router.get("/programmes/new")
async def new_programme(request: Request, person: Person) -> Response:
    require(policy.may_create(person), programmes.NOT_YOURS)
    return _page(request, None, Form.known())


@router.post("/programmes/new")
async def create_programme(request: Request, session: Session, person: Person) -> Response:
    require(policy.may_create(person), programmes.NOT_YOURS)
    form = await Form.read(request, ProgrammeIn)
    if not form.errors:
        async with form.tries(session):
            await programmes.create(session, person, form.value)
    if form.errors:
        return _page(request, None, form)
    notice = "项目群已建好。在项目的台账里选它，项目就进来了"
    return see_other(request, "show_programme", notice=notice, code=form.value.code)


@router.get("/programmes/{code}/edit")
async def edit_programme(request: Request, code: str, session: Session, person: Person) -> Response:
    require(policy.may_edit(person), programmes.NOT_YOURS)
    programme = await programmes.find(session, code)
    known = programme.model_dump(include={"name", "goal", "planned_members"})
    return _page(request, programme, Form.known(**known))


@router.post("/programmes/{code}/edit")
async def save_programme(request: Request, code: str, session: Session, person: Person) -> Response:
    require(policy.may_edit(person), programmes.NOT_YOURS)
    programme = await programmes.find(session, code)
    form = await Form.read(request, ProgrammePatch)
    if not form.errors:
        async with form.tries(session):
            await programmes.change(session, person, code, form.value)
    if form.errors:
        return _page(request, programme, form)
    return see_other(request, "show_programme", notice="项目群已保存", code=code)


def _page(request: Request, programme: Programme | None, form: Form[Any]) -> Response:
    return page(request, "programmes/form.html", form.status, programme=programme, form=form)
