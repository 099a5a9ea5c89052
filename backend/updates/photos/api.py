from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import File, Form, Query, Request, Response, UploadFile

from backend.accounts.auth import Caller
from backend.db import Session
from backend.feed import cursors
from backend.projects import service as projects
from backend.replay.routing import Router
from backend.updates import service as updates
from backend.updates.photos import service
from backend.updates.photos.parts import PhotoPart
from backend.updates.photos.schemas import PhotoIn
from backend.updates.queries import reported
from backend.web.conditional import answer, place
from backend.web.pagination import Page, Paging, page
from backend.weeks import Week

router = Router(prefix="/projects/{code}", tags=["照片"])


@router.get("/photos", response_model=Page[PhotoPart])
async def list_photos(
    request: Request, code: str, session: Session, caller: Caller, asked: Annotated[Paging, Query()]
) -> Response:
    """项目的现场照片，新的在前。"""
    project = await projects.get(session, caller, code)
    bound_to = {"photos": project.code}
    read: list[Any] = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else []
    before = (datetime.fromisoformat(read[0]), UUID(read[1])) if read else None
    found = await service.of_project(session, project, asked.limit + 1, before)
    shown, last = found[: asked.limit], found[asked.limit :] and found[asked.limit - 1]
    following = await cursors.write(session, bound_to, [last.sent_at.isoformat(), str(last.id)]) if last else None
    return answer(request, page((PhotoPart.model_validate(each).model_dump_json() for each in shown), following))


@router.post("/updates/{week}/photos", status_code=201, response_model=PhotoPart)
async def add_photo(  # noqa: PLR0913, PLR0917  an argument for each part of a request
    request: Request,
    code: str,
    week: str,
    photo: Annotated[UploadFile, File()],
    session: Session,
    caller: Caller,
    caption: Annotated[str | None, Form(max_length=200)] = None,
) -> Response:
    """给一周的报送加一张照片，一周最多三张。JPEG、PNG、WebP、HEIC，整个请求不超过 12 MiB。"""
    project = await updates.for_reporting(session, caller, code)
    update = await reported(session, project, Week.parse(week))
    hung = await service.add(session, caller, update, await photo.read(), PhotoIn(caption=caption))
    shown = PhotoPart.model_validate(hung).model_dump_json()
    return answer(request, shown, status=201, location=place(request, f"/files/{hung.file_id}"))
