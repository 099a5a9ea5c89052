"""督办: the list of orders, making one from a project, one order with its paper, and what one does about it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts import units as of_units
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.calendar.reading import working_calendar
from backend.clock import today
from backend.db import Session
from backend.errors import NotFound
from backend.ids import uuid7
from backend.projects.models import Project
from backend.supervision import acts, listing, origins, paper, proposing, queries, service
from backend.supervision.acts import ACTS
from backend.supervision.models import Supervision
from backend.supervision.queries import Standing
from backend.supervision.schemas import SupervisionIn
from backend.supervision.vocabulary import Outcome, SupervisionLevel
from backend.web import pagination
from backend.web.acts import Act
from backend.web.forms import Form
from backend.web.schema import Blank
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)
PAGE = 100


class Asked(listing.Asked):
    after: Annotated[str | None, Field(max_length=2000), Blank] = None


@router.get("/supervisions")
async def show_supervisions(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    bound_to = asked.model_dump(mode="json", exclude={"after"})
    after = pagination.read("", bound_to, asked.after) if asked.after else []
    shown, last = await listing.page_of(session, person, asked, PAGE, after)
    counts = await listing.counts(session, person, asked)
    return page(
        request,
        "supervision/list.html",
        asked=asked,
        heaps=[(which, counts[which]) for which in listing.Which],
        rows=[each.part for each in shown],
        found=counts[asked.heap],
        today=today(),
        levels=SupervisionLevel,
        units=await _units(session),
        picked=sum(getattr(asked, name) is not None for name in ("level", "unit")),
        next_after=pagination.write("", bound_to, last) if last else None,
    )


@router.get("/projects/{code}/supervisions/new")
async def new_supervision(
    request: Request,
    code: str,
    session: Session,
    person: Person,
    origin: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    project = await service.for_ordering(session, person, code)
    return await _ordering(request, session, person, project, Form.known(id=uuid7(), origin=origin))


@router.post("/projects/{code}/supervisions/new")
async def send_supervision(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await service.for_ordering(session, person, code)
    form = await Form.read(request, SupervisionIn)
    if not form.errors:
        async with form.tries(session):
            made = await service.order(session, person, code, form.value)
            found = await queries.one(session, person, made.id)
            notice = f"{found.part.called}已开，{found.part.unit_name}在待办里看到"
            return see_other(request, "show_supervision", notice=notice, order=made.id)
    return await _ordering(request, session, person, project, form)


@router.get("/supervisions/{order}.pdf")
async def show_supervision_paper(order: UUID, session: Session, person: Person) -> FileResponse:
    found = await queries.one(session, person, order)
    row = await session.get_one(Supervision, order)
    await db.release(session)
    place = await paper.paper(row, found.part)
    return FileResponse(
        place,
        media_type="application/pdf",
        filename=f"{found.part.called}.pdf",
        content_disposition_type="inline",
        headers={"cache-control": "private, no-cache"},
    )


@router.get("/supervisions/{order}")
async def show_supervision(request: Request, order: UUID, session: Session, person: Person) -> Response:
    found = await queries.one(session, person, order)
    return page(
        request,
        "supervision/order.html",
        order=found.part,
        today=today(),
        offered=acts.offered(person, found),
    )


@router.get("/supervisions/{order}/{act}")
async def new_supervision_act(request: Request, order: UUID, act: str, session: Session, person: Person) -> Response:
    doing = _act(act)
    found = await queries.one(session, person, order)
    if doing not in acts.offered(person, found):
        raise acts.why_not(person, found, doing)
    return _form(request, found, doing, Form.known(id=uuid7(), checked_on=today()))


@router.post("/supervisions/{order}/{act}")
async def do_supervision_act(request: Request, order: UUID, act: str, session: Session, person: Person) -> Response:
    doing = _act(act)
    found = await queries.one(session, person, order)
    form: Form[Any] = await Form.read(request, doing.schema)
    if not form.errors:
        async with form.tries(session):
            await doing.write(session, person, order, form.value)
    if form.errors:
        return _form(request, found, doing, form)
    return see_other(request, "show_supervision", notice=f"{found.part.called}：{doing.done}", order=order)


def _act(name: str) -> Act:
    if name not in ACTS:
        raise NotFound("没有这一页，请从督办单进入")
    return ACTS[name]


def _form(request: Request, found: Standing, act: Act, form: Form[Any]) -> Response:
    known = {"order": found.part, "act": act, "form": form, "outcomes": Outcome}
    return page(request, f"supervision/{act.name}.html", form.status, **known)


async def _ordering(
    request: Request, session: AsyncSession, person: Actor, project: Project, form: Form[Any]
) -> Response:
    offered = await origins.offered(session, person, project)
    timers = proposing.proposed(await working_calendar(session), offered, form.posted.get("origin"), today())
    form.posted.setdefault("due_on", timers.due_on)
    return page(
        request,
        "supervision/new.html",
        form.status,
        project=project,
        form=form,
        offered=[(each.origin, each.called) for each in offered],
        timers=timers,
        levels=SupervisionLevel,
        units=await _units(session),
    )


async def _units(session: AsyncSession) -> list[tuple[str, str]]:
    return [(unit.code, unit.called) for unit in await of_units.existing(session)]
