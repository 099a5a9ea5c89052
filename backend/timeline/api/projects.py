import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.feed import cursors
from backend.projects import service
from backend.projects.listing import Filters, Sort, beyond, key_of, narrowed
from backend.projects.schemas import ProjectIn, ProjectPatch
from backend.timeline import reading, writing
from backend.timeline.document import ProjectDocument
from backend.timeline.models import ProjectVersion
from backend.web.conditional import IF_MATCH, answer, etag, place, require_match
from backend.web.pagination import Page, Paging, page
from backend.web.schema import Output

router = APIRouter(tags=["项目"])


class Asked(Filters, Paging):
    """Which projects, in which order, and which page of them."""

    sort: Sort = Sort.CODE


class WrittenProject(Output):
    """The project as it was stored, and what should be looked at once more."""

    project: ProjectDocument
    warnings: list[str]


@router.get("/projects", response_model=Page[ProjectDocument])
async def list_projects(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """项目清单；每一项就是该项目的全文。"""
    bound_to = asked.model_dump(mode="json", exclude={"cursor", "limit"})
    query = narrowed(reading.with_documents(), caller, asked, asked.sort)
    if asked.cursor:
        query = beyond(query, asked.sort, await cursors.read(session, bound_to, asked.cursor))
    found = (await session.exec(query.limit(asked.limit + 1))).all()
    shown = found[: asked.limit]
    last = key_of(shown[-1][0], asked.sort) if found[asked.limit :] else None
    following = await cursors.write(session, bound_to, last) if last else None
    return answer(request, page((text or "null" for _, text in shown), following))


@router.get("/projects/{code}", response_model=ProjectDocument)
async def read_project(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """一个项目的全文。"""
    found = await reading.current(session, caller, code)
    return answer(request, found.document or "null", etag(found.version, found.digest))


@router.post("/projects", status_code=201, response_model=WrittenProject)
async def create_project(request: Request, given: ProjectIn, session: Session, caller: Caller) -> Response:
    """新建一个储备项目。"""
    project, warnings = await service.create(session, caller, given)
    made = place(request, f"/projects/{project.code}")
    return _written(request, await writing.stored(session, caller, project.code), warnings, status=201, location=made)


@router.patch("/projects/{code}", response_model=WrittenProject, openapi_extra=IF_MATCH)
async def change_project(
    request: Request, code: str, given: ProjectPatch, session: Session, caller: Caller
) -> Response:
    """只改给出的字段；要带 If-Match。"""
    stands = await writing.to_change(session, caller, code)
    require_match(request, etag(stands.version, stands.digest), stands.document or "null", given)
    _, warnings = await service.change(session, caller, code, given)
    return _written(request, await writing.stored(session, caller, code), warnings)


def _written(
    request: Request, stored: ProjectVersion, warnings: list[str], *, status: int = 200, location: str = ""
) -> Response:
    """The ETag is the project's own, so that the next change can be made on it."""
    body = f'{{"project":{stored.document},"warnings":{json.dumps(warnings, ensure_ascii=False)}}}'
    return answer(request, body, etag(stored.version, stored.digest), status=status, location=location)
