"""Photos of a week: sent in pieces that a cut does not lose, or by a plain form; and the gallery of a project."""

from itertools import groupby
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.clock import BEIJING
from backend.db import Session
from backend.errors import NotFound
from backend.files.serving import closed_after
from backend.projects import service as projects
from backend.projects.models import Project
from backend.updates import queries
from backend.updates import service as updates
from backend.updates.models import Update
from backend.updates.photos import arriving, service
from backend.updates.photos.arriving import Arrival
from backend.updates.photos.developing import refused
from backend.updates.photos.hanging import hang
from backend.updates.photos.models import Photo
from backend.updates.photos.schemas import PhotoIn, PostedPhoto
from backend.updates.receipts import receipt, sent
from backend.web.errors import as_problem, wants_json
from backend.web.forms import Form
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(prefix="/projects/{code}", include_in_schema=False)

SHOWN = 60
OWN = ("week", "sha256", "caption", "longitude", "latitude")


@router.get("/photos/arriving/{sha256}")
async def show_arrival(code: str, sha256: str, session: Session, person: Person) -> Response:
    """From where a photo is to be sent on."""
    project = await updates.for_reporting(session, person, code)
    return JSONResponse({"received": await arriving.received(Arrival.of(person, project, sha256))})


@router.put("/photos/arriving/{sha256}")
async def send_piece(  # noqa: PLR0913, PLR0917  an argument for each part of a request
    request: Request,
    code: str,
    sha256: str,
    session: Session,
    person: Person,
    offset: Annotated[int, Query(ge=0)],
    size: Annotated[int, Query(ge=1)],
) -> Response:
    project = await updates.for_reporting(session, person, code)
    arrival = Arrival.of(person, project, sha256)
    arriving.fits(size)
    await db.release(session)
    return JSONResponse({"received": await arriving.take(arrival, offset, size, await request.body())})


@router.post("/update/photos", dependencies=[Depends(closed_after)])
async def send_photo(request: Request, code: str, session: Session, person: Person) -> Response:
    """Puts a photo to the update of a week: one whose pieces are here, named by its hash, or one in the form itself."""
    project = await updates.for_reporting(session, person, code)
    form = await Form.read(request, PostedPhoto, lambda fields: {name: fields[name] for name in OWN if name in fields})
    update = await _of_week(session, project, form)
    if not form.errors:
        async with form.tries(session):
            files, said = (await request.form()).getlist("photo"), form.value
            if said.sha256:
                await _arrived(session, person, update, Arrival.of(person, project, said.sha256), said)
            elif not await hang(session, person, update, files, said):
                raise refused("请选一张照片")
    if form.refusal:
        if wants_json(request):
            return as_problem(request, form.refusal)
        return await sent(request, session, project, update, form)
    if wants_json(request):
        return await receipt(request, session, update)
    week = Week(update.week_start).label
    return see_other(request, "show_update", notice="照片已收下", query={"week": week}, code=project.code)


@router.get("/photos")
async def show_photos(
    request: Request, code: str, session: Session, person: Person, before: UUID | None = None
) -> Response:
    """The gallery of a project by day, the newest first."""
    project = await projects.get(session, person, code)
    last = await session.get(Photo, before) if before else None
    place = (last.sent_at, last.id) if last and last.project_id == project.id else None
    found = await service.of_project(session, project, SHOWN + 1, place)
    days = groupby(found[:SHOWN], key=lambda photo: photo.sent_at.astimezone(BEIJING).date())
    return page(
        request,
        "updates/photos.html",
        project=project,
        days=[(day, list(photos)) for day, photos in days],
        rest=found[SHOWN - 1].id if found[SHOWN:] else None,
    )


async def _of_week(session: AsyncSession, project: Project, form: Form[PostedPhoto]) -> Update:
    given = form.posted.get("week")
    week = Week.parse(given) if isinstance(given, str) and given else Week.current()
    update = await queries.of_week(session, project, week)
    if update is None:
        raise NotFound(f"{project.short_name}第{week.number}周还没有报送，请先报送，再加照片")
    return update


async def _arrived(session: AsyncSession, actor: Actor, update: Update, arrival: Arrival, said: PhotoIn) -> None:
    """Put together what came in pieces; said twice it is there once."""
    hung = (await service.of_updates(session, [update.id])).get(update.id, [])
    if any(photo.sha256 == arrival.sha256 for photo in hung):
        return
    await service.add(session, actor, update, await arriving.whole(arrival), said)
    await arriving.clear(arrival)
