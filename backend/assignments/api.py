from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.accounts.models import Unit
from backend.assignments import queries, service
from backend.assignments.models import Assignment, AssignmentStanding
from backend.assignments.parts import AssignmentOut
from backend.assignments.schemas import AssignmentIn, StepIn
from backend.db import Session
from backend.feed import cursors
from backend.projects import service as projects
from backend.replay.routing import Router
from backend.web.conditional import answer, answer_with, place
from backend.web.pagination import Page, Paging, page
from backend.web.schema import Blank

router = Router(tags=["交办"])


class Asked(Paging):
    """Which assignments; what is not given does not limit."""

    standing: Annotated[AssignmentStanding | None, Blank] = None
    unit: Annotated[str | None, Blank] = None
    """承办单位编号"""


@router.get("/assignments", response_model=Page[AssignmentOut])
async def list_assignments(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """交办事项，期限早的在前。"""
    return await _listed(request, session, queries.those(caller), asked, caller)


@router.get("/assignments/{assignment}", response_model=AssignmentOut)
async def read_assignment(request: Request, assignment: UUID, session: Session, caller: Caller) -> Response:
    """一项交办和它的办理记录。"""
    return answer_with(request, await _whole(session, caller, assignment))


@router.post("/assignments/{assignment}/steps", status_code=201, response_model=AssignmentOut)
async def say_of_assignment(
    request: Request, assignment: UUID, given: StepIn, session: Session, caller: Caller
) -> Response:
    """写办理情况、办结，或退回再办、撤销；用同一个 id 重发是同样的答复。"""
    await service.say(session, caller, assignment, given)
    return answer_with(request, await _whole(session, caller, assignment), status=201)


@router.get("/projects/{code}/assignments", response_model=Page[AssignmentOut])
async def list_project_assignments(
    request: Request, code: str, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """一个项目的交办事项，期限早的在前。"""
    project = await projects.get(session, caller, code)
    query = queries.those(caller).where(Assignment.project_id == project.id)
    return await _listed(request, session, query, asked, project.code)


@router.post("/projects/{code}/assignments", status_code=201, response_model=AssignmentOut)
async def assign_about_project(
    request: Request, code: str, given: AssignmentIn, session: Session, caller: Caller
) -> Response:
    """就一个项目交办一件事；用同一个 id 重发是同样的答复。"""
    made = await service.instruct(session, caller, code, given)
    shown = await _whole(session, caller, made.id)
    location = place(request, f"/assignments/{made.id}")
    return answer(request, shown.model_dump_json(), status=201, location=location)


async def _whole(session: AsyncSession, actor: Actor, key: UUID) -> AssignmentOut:
    found = await service.get(session, actor, key)
    return AssignmentOut.of(found, (await queries.steps_of(session, [key]))[key])


async def _listed(
    request: Request, session: AsyncSession, query: SelectOfScalar[Assignment], asked: Asked, of: object
) -> Response:
    """`of` is whose list it is: a cursor of one is no good in another."""
    bound_to = {
        "assignments": str(getattr(of, "id", of)),
        **asked.model_dump(mode="json", include={"standing", "unit"}),
    }
    if asked.standing:
        query = query.where(Assignment.standing == asked.standing)
    if asked.unit:
        query = query.join(Unit, col(Unit.id) == Assignment.unit_id).where(Unit.code == asked.unit)
    if asked.cursor:
        query = queries.beyond(query, await cursors.read(session, bound_to, asked.cursor))
    rows = (await session.exec(query.limit(asked.limit + 1))).all()
    shown = rows[: asked.limit]
    steps = await queries.steps_of(session, [row.id for row in shown])
    following = await cursors.write(session, bound_to, queries.key_of(shown[-1])) if rows[asked.limit :] else None
    return answer(request, page((AssignmentOut.of(row, steps[row.id]).model_dump_json() for row in shown), following))
