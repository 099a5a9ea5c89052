from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.db import Session
from backend.feed import cursors
from backend.problems import closing, handling, listing, queries, service
from backend.problems.parts import ListedProblemPart
from backend.problems.schemas import (
    ClosureIn,
    ClosureRequestIn,
    DispatchIn,
    NoteIn,
    ProblemIn,
    ProblemWithdrawalIn,
    SendBackIn,
)
from backend.projects import service as projects
from backend.replay.routing import Router
from backend.web.conditional import answer, answer_with, place
from backend.web.pagination import Page, Paging, page
from backend.web.schema import Input

router = Router(tags=["问题台账"])


class Asked(listing.Asked, Paging):
    """Which problems, and which page of them."""


@router.get("/problems", response_model=Page[ListedProblemPart])
async def list_problems(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """问题台账：未销号的按期限先后，已销号的新的在前。"""
    bound_to = asked.model_dump(mode="json", exclude={"cursor", "limit"})
    after = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else []
    shown, last = await listing.page_of(session, caller, asked, asked.limit, after)
    following = await cursors.write(session, bound_to, last) if last else None
    return answer(request, page((each.part.model_dump_json() for each in shown), following))


@router.get("/projects/{code}/problems", response_model=Page[ListedProblemPart])
async def list_problems_of_project(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """一个项目的全部问题，新的在前，已销号和已撤回的也在。"""
    project = await projects.get(session, caller, code)
    found = await queries.of_project(session, caller, project.id)
    return answer(request, page(each.part.model_dump_json() for each in found))


@router.post("/projects/{code}/problems", status_code=201, response_model=ListedProblemPart)
async def raise_problem(request: Request, code: str, given: ProblemIn, session: Session, caller: Caller) -> Response:
    """报问题：一句话就够；牵头单位先按项目的责任单位，期限按 13710 推算。"""
    problem = await service.raise_problem(session, caller, code, given)
    shown = (await queries.one(session, caller, problem.id)).part
    made = place(request, f"/problems/{problem.id}")
    return answer(request, shown.model_dump_json(), status=201, location=made)


@router.get("/problems/{problem_id}", response_model=ListedProblemPart)
async def read_problem(request: Request, problem_id: UUID, session: Session, caller: Caller) -> Response:
    """一个问题现在的情况。"""
    return answer_with(request, (await queries.one(session, caller, problem_id)).part)


@router.post("/problems/{problem_id}/dispatches", status_code=201, response_model=ListedProblemPart)
async def dispatch_problem(
    request: Request, problem_id: UUID, given: DispatchIn, session: Session, caller: Caller
) -> Response:
    """交办：定类别、层面、牵头和配合单位、措施、期限；最新的一次有效，以前的都留着。"""
    return await _done(request, session, caller, problem_id, service.dispatch, given)


@router.post("/problems/{problem_id}/notes", status_code=201, response_model=ListedProblemPart)
async def note_problem(request: Request, problem_id: UUID, given: NoteIn, session: Session, caller: Caller) -> Response:
    """提交方案、答复或进展；难题的方案写了办结日期，就以它为期限。"""
    return await _done(request, session, caller, problem_id, handling.note, given)


@router.post("/problems/{problem_id}/closure-requests", status_code=201, response_model=ListedProblemPart)
async def ask_for_closure(
    request: Request, problem_id: UUID, given: ClosureRequestIn, session: Session, caller: Caller
) -> Response:
    """办结并申请销号。"""
    return await _done(request, session, caller, problem_id, handling.ask_closure, given)


@router.post("/problems/{problem_id}/send-backs", status_code=201, response_model=ListedProblemPart)
async def send_problem_back(
    request: Request, problem_id: UUID, given: SendBackIn, session: Session, caller: Caller
) -> Response:
    """退回销号申请。和销号一样要由项目办的人登录后办，密钥得到 403。"""
    return await _done(request, session, caller, problem_id, closing.send_back, given)


@router.post("/problems/{problem_id}/closure", status_code=201, response_model=ListedProblemPart)
async def close_problem(
    request: Request, problem_id: UUID, given: ClosureIn, session: Session, caller: Caller
) -> Response:
    """销号。要由项目办的人登录后办，密钥得到 403。"""
    return await _done(request, session, caller, problem_id, closing.close, given)


@router.post("/problems/{problem_id}/withdrawal", status_code=201, response_model=ListedProblemPart)
async def withdraw_problem(
    request: Request, problem_id: UUID, given: ProblemWithdrawalIn, session: Session, caller: Caller
) -> Response:
    """撤回登记有误的问题；记录还在，不计数。"""
    return await _done(request, session, caller, problem_id, closing.withdraw, given)


Write = Callable[[AsyncSession, Actor, UUID, Any], Awaitable[object]]


async def _done(  # noqa: PLR0913, PLR0917  what was asked, and how it is done
    request: Request, session: AsyncSession, actor: Actor, problem_id: UUID, write: Write, given: Input
) -> Response:
    await write(session, actor, problem_id, given)
    return answer_with(request, (await queries.one(session, actor, problem_id)).part, status=201)
