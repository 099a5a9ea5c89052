"""Terms (期次): which there were, who came in with each, and what became of them."""

from typing import Any

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.errors import require
from backend.lifecycle import batches
from backend.lifecycle.outcomes import outcomes
from backend.lifecycle.schemas import BatchIn
from backend.projects import policy
from backend.projects.vocabulary import Level
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/batches", include_in_schema=False)

NOT_YOURS = "只有项目办可以新建期次"


@router.get("")
async def list_batches(request: Request, session: Session, person: Person) -> Response:
    rows = await batches.with_counts(session, person)
    return page(request, "batches/list.html", batches=rows, may_create=policy.may_create(person))


@router.get("/new")
async def new_batch(request: Request, person: Person) -> Response:
    require(policy.may_create(person), NOT_YOURS)
    return _form(request, Form.known(year=today().year))


@router.post("/new")
async def create_batch(request: Request, session: Session, person: Person) -> Response:
    require(policy.may_create(person), NOT_YOURS)
    form = await Form.read(request, BatchIn)
    if not form.errors:
        async with form.tries(session):
            await batches.create(session, person, form.value)
    if form.errors:
        return _form(request, form)
    code = f"{form.value.year}-{form.value.ordinal}"
    return see_other(request, "show_batch", notice="期次已建好。在项目的“登记阶段”里选它", code=code)


@router.get("/{code}")
async def show_batch(request: Request, code: str, session: Session, person: Person) -> Response:
    batch = await batches.find(session, code)
    found = outcomes(await batches.members(session, person, batch))
    return page(request, "batches/batch.html", batch=batch, outcomes=found, may_edit=policy.may_edit(person))


def _form(request: Request, form: Form[Any]) -> Response:
    return page(request, "batches/new.html", form.status, form=form, levels=Level)
