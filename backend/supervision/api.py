from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response
from fastapi.responses import FileResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.db import Session
from backend.feed import cursors
from backend.projects import service as projects
from backend.replay.routing import Router
from backend.supervision import handling, listing, paper, queries, service
from backend.supervision.models import Supervision
from backend.supervision.parts import ListedSupervisionPart
from backend.supervision.schemas import SupervisionAnswerIn, SupervisionCheckIn, SupervisionClosureIn, SupervisionIn
from backend.web.conditional import answer, answer_with, place
from backend.web.pagination import Page, Paging, page
from backend.web.schema import Input

router = Router(tags=["督办"])


class Asked(listing.Asked, Paging):
    """Which orders, and which page of them."""


@router.get("/supervisions", response_model=Page[ListedSupervisionPart])
async def list_supervisions(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """督办单，新的在前；不给 which 就是办理中的。"""
    bound_to = asked.model_dump(mode="json", exclude={"cursor", "limit"}) | {"list": "supervisions"}
    after = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else []
    shown, last = await listing.page_of(session, caller, asked, asked.limit, after)
    following = await cursors.write(session, bound_to, last) if last else None
    return answer(request, page((each.part.model_dump_json() for each in shown), following))


@router.get("/projects/{code}/supervisions", response_model=Page[ListedSupervisionPart])
async def list_supervisions_of_project(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """一个项目的全部督办单，新的在前，已销号和已撤销的也在。"""
    project = await projects.get(session, caller, code)
    found = await queries.of_project(session, caller, project.id)
    return answer(request, page(each.part.model_dump_json() for each in found))


@router.post("/projects/{code}/supervisions", status_code=201, response_model=ListedSupervisionPart)
async def order_supervision(
    request: Request, code: str, given: SupervisionIn, session: Session, caller: Caller
) -> Response:
    """开督办单：由一个未销号的问题、一盏红灯或一件办理中的批示；编号一年里从1连续编。"""
    made = await service.order(session, caller, code, given)
    shown = (await queries.one(session, caller, made.id)).part
    return answer(request, shown.model_dump_json(), status=201, location=place(request, f"/supervisions/{made.id}"))


@router.get("/supervisions/{supervision_id}.pdf", response_class=FileResponse)
async def read_supervision_paper(supervision_id: UUID, session: Session, caller: Caller) -> FileResponse:
    """督办单的 PDF，一页。"""
    found = await queries.one(session, caller, supervision_id)
    row = await session.get_one(Supervision, supervision_id)
    await db.release(session)
    where = await paper.paper(row, found.part)
    return FileResponse(where, media_type="application/pdf")


@router.get("/supervisions/{supervision_id}", response_model=ListedSupervisionPart)
async def read_supervision(request: Request, supervision_id: UUID, session: Session, caller: Caller) -> Response:
    """一张督办单，和它的答复、核查、销号。"""
    return answer_with(request, (await queries.one(session, caller, supervision_id)).part)


@router.post("/supervisions/{supervision_id}/answers", status_code=201, response_model=ListedSupervisionPart)
async def answer_supervision(
    request: Request, supervision_id: UUID, given: SupervisionAnswerIn, session: Session, caller: Caller
) -> Response:
    """承办单位答复：方案和办理情况。销号以后不再收。"""
    return await _done(request, session, caller, supervision_id, handling.answer, given)


@router.post("/supervisions/{supervision_id}/checks", status_code=201, response_model=ListedSupervisionPart)
async def check_supervision(
    request: Request, supervision_id: UUID, given: SupervisionCheckIn, session: Session, caller: Caller
) -> Response:
    """记一次核查：哪天、查到什么。承办单位不能核查自己。"""
    return await _done(request, session, caller, supervision_id, handling.check, given)


@router.post("/supervisions/{supervision_id}/closure", status_code=201, response_model=ListedSupervisionPart)
async def close_supervision(
    request: Request, supervision_id: UUID, given: SupervisionClosureIn, session: Session, caller: Caller
) -> Response:
    """销号，或撤销开错的。要由项目办的人登录后办，密钥得到 403。"""
    return await _done(request, session, caller, supervision_id, handling.close, given)


Write = Callable[[AsyncSession, Actor, UUID, Any], Awaitable[object]]


async def _done(  # noqa: PLR0913, PLR0917  what was asked, and how it is done
    request: Request, session: AsyncSession, actor: Actor, key: UUID, write: Write, given: Input
) -> Response:
    await write(session, actor, key, given)
    return answer_with(request, (await queries.one(session, actor, key)).part, status=201)
