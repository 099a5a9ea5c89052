import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.feed import cursors
from backend.timeline import reading
from backend.timeline.document import ProjectDocument
from backend.timeline.entries import VersionOut, told
from backend.web.conditional import answer, etag
from backend.web.pagination import Page, Paging, page

router = APIRouter(tags=["项目"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/projects/{code}/history", response_model=Page[VersionOut])
async def list_versions(
    request: Request, code: str, session: Session, caller: Caller, asked: Annotated[Paging, Query()]
) -> Response:
    """项目的历次变更，新的在前：哪些部分变了、何时、哪个单位、从哪里。"""
    bound_to = {"history": code}
    before: list[Any] = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else []
    versions = await reading.history(session, caller, code, before[0] if before else None, asked.limit + 1)
    shown = versions[: asked.limit]
    following = await cursors.write(session, bound_to, [shown[-1].version]) if versions[asked.limit :] else None
    return answer(request, page((told(caller, version) for version in shown), following))


@router.get("/projects/{code}/versions/{version}", response_model=ProjectDocument)
async def read_version(request: Request, code: str, version: Number, session: Session, caller: Caller) -> Response:
    """项目在某一版的全文；版本写成之后不再变。"""
    found = await reading.version(session, caller, code, version)
    return answer(request, found.document or json.dumps(None), etag(found.version, found.digest))
