import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.db import Session
from backend.feed import cursors
from backend.projects import service
from backend.projects.listing import Filters, Sort, beyond, key_of, narrowed
from backend.projects.schemas import ProjectIn, ProjectPatch
from backend.projects.summary import Summary
from backend.replay.routing import Router
from backend.timeline import past, reading, writing
from backend.timeline.document import ProjectDocument
from backend.timeline.models import ProjectVersion
from backend.timeline.moments import AsOf
from backend.web.conditional import IF_MATCH, answer, etag, place, require_match
from backend.web.pagination import Page, Paging, page
from backend.web.schema import Output

router = Router(tags=["项目"])
one = APIRouter(tags=["项目"])


class Asked(Filters, Paging, AsOf):
    """Which projects, in which order, which page of them, and as of when."""

    sort: Sort = Sort.CODE


class WrittenProject(Output):
    """The project as it was stored, and what should be looked at once more."""

    project: ProjectDocument
    warnings: list[str]


@router.get("/projects", response_model=Page[ProjectDocument])
async def list_projects(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """项目清单；每一项就是该项目的全文。带 as_of 就是那个时刻的清单，筛选和排序也按那时。"""
    bound_to = asked.model_dump(mode="json", exclude={"cursor", "limit"})
    after = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else []
    found = await _found(session, caller, asked, after)
    shown = found[: asked.limit]
    last = key_of(shown[-1][0], asked.sort) if found[asked.limit :] else None
    following = await cursors.write(session, bound_to, last) if last else None
    return answer(request, page((text or "null" for _, text in shown), following))


async def _found(
    session: AsyncSession, actor: Actor, asked: Asked, after: list[Any]
) -> Sequence[tuple[Summary, str | None]]:
    """One more than are shown, if there are."""
    if asked.as_of:
        return await past.listed(
            session, actor, asked.as_of, asked, sort=asked.sort, limit=asked.limit + 1, after=after
        )
    query = narrowed(reading.with_documents(), actor, asked, asked.sort)
    if after:
        query = beyond(query, asked.sort, after)
    return (await session.exec(query.limit(asked.limit + 1))).all()


@one.get("/projects/{code}", response_model=ProjectDocument)
async def read_project(
    request: Request, code: str, session: Session, caller: Caller, asked: Annotated[AsOf, Query()]
) -> Response:
    """一个项目的全文；带 as_of 就是那个时刻的全文，一字不差。"""
    found = await past.at(session, caller, code, asked.as_of)
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
