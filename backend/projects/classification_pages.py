"""The lists by which projects are grouped, for administrators."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.projects import classifications, service
from backend.projects.models import Classification
from backend.projects.schemas import ClassificationEnd, ClassificationIn
from backend.projects.vocabulary import Scheme
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/admin/lists", include_in_schema=False)


@router.get("")
async def show_lists(request: Request, session: Session, person: Person) -> Response:
    classifications.require_keeper(person)
    return await _lists(request, session, Form.known())


@router.post("")
async def add_list_entry(request: Request, session: Session, person: Person) -> Response:
    classifications.require_keeper(person)
    form = await Form.read(request, ClassificationIn)
    if not form.errors:
        async with form.tries(session):
            await classifications.add(session, person, form.value)
    if form.errors:
        return await _lists(request, session, form)
    return see_other(request, "show_lists", notice=f"{form.value.scheme.label}已加上“{form.value.label}”")


@router.get("/{entry_id}/end")
async def new_list_end(request: Request, entry_id: UUID, session: Session, person: Person) -> Response:
    classifications.require_keeper(person)
    entry = await classifications.get(session, entry_id)
    return _end(request, entry, Form.known(valid_to=today()))


@router.post("/{entry_id}/end")
async def end_list_entry(request: Request, entry_id: UUID, session: Session, person: Person) -> Response:
    classifications.require_keeper(person)
    form = await Form.read(request, ClassificationEnd)
    if not form.errors:
        async with form.tries(session):
            await classifications.end(session, person, entry_id, form.value)
    entry = await classifications.get(session, entry_id)
    if form.errors:
        return _end(request, entry, form)
    return see_other(request, "show_lists", notice=f"“{entry.label}”到{entry.valid_to}停用，已经用它的项目不变")


async def _lists(request: Request, session: AsyncSession, form: Form[Any]) -> Response:
    lists = await service.labels(session)
    return page(request, "lists/lists.html", form.status, lists=lists, schemes=Scheme, form=form, today=today())


def _end(request: Request, entry: Classification, form: Form[Any]) -> Response:
    return page(request, "lists/end.html", form.status, list_entry=entry, form=form)
