"""Changing a matrix: other words for goals and measures, another order, and what was changed before."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.db import Session
from backend.matrix import editing, history, service
from backend.matrix.schemas import GoalWordsIn, MeasureWordsIn
from backend.web.forms import Form
from backend.web.moving import MoveIn
from backend.web.templating import page, see_other

router = APIRouter(prefix="/matrices/{matrix}", include_in_schema=False)
MOVED = "顺序已改"


@router.get("/goals/{goal}")
async def edit_goal(request: Request, matrix: str, goal: UUID, session: Session, person: Person) -> Response:
    found = await service.goal_for_keeping(session, person, matrix, goal)
    return _goal_form(request, matrix, Form.known(goal_name=found.name, aim=found.aim))


@router.post("/goals/{goal}")
async def reword_goal(request: Request, matrix: str, goal: UUID, session: Session, person: Person) -> Response:
    await service.goal_for_keeping(session, person, matrix, goal)
    form = await Form.read(request, GoalWordsIn)
    if not form.errors:
        async with form.tries(session):
            await editing.reword_goal(session, person, matrix, goal, form.value)
    if form.errors:
        return _goal_form(request, matrix, form)
    return see_other(request, "show_matrix", notice="目标已改，改前的写法在改动记录里", matrix=matrix)


@router.post("/goals/{goal}/moves")
async def move_goal(request: Request, matrix: str, goal: UUID, session: Session, person: Person) -> Response:
    await editing.move_goal(session, person, matrix, goal, await _where_to(request))
    return see_other(request, "show_matrix", notice=MOVED, matrix=matrix)


@router.get("/measures/{measure}")
async def edit_measure(request: Request, matrix: str, measure: UUID, session: Session, person: Person) -> Response:
    found = await service.measure_for_keeping(session, person, matrix, measure)
    return _measure_form(request, matrix, Form.known(what=found.what))


@router.post("/measures/{measure}")
async def reword_measure(request: Request, matrix: str, measure: UUID, session: Session, person: Person) -> Response:
    await service.measure_for_keeping(session, person, matrix, measure)
    form = await Form.read(request, MeasureWordsIn)
    if not form.errors:
        async with form.tries(session):
            await editing.reword_measure(session, person, matrix, measure, form.value)
    if form.errors:
        return _measure_form(request, matrix, form)
    return see_other(request, "show_matrix", notice="措施已改，在办的单位在交办里看到新写法", matrix=matrix)


@router.post("/measures/{measure}/moves")
async def move_measure(request: Request, matrix: str, measure: UUID, session: Session, person: Person) -> Response:
    await editing.move_measure(session, person, matrix, measure, await _where_to(request))
    return see_other(request, "show_matrix", notice=MOVED, matrix=matrix)


@router.get("/history")
async def show_matrix_history(request: Request, matrix: str, session: Session, person: Person) -> Response:
    found = await service.get(session, person, matrix)
    return page(request, "matrix/history.html", matrix=found, changed=await history.of(session, found))


async def _where_to(request: Request) -> MoveIn:
    form = await Form.read(request, MoveIn)
    if form.refusal:
        raise form.refusal
    return form.value


def _goal_form(request: Request, code: str, form: Form[Any]) -> Response:
    return page(request, "matrix/goal_edit.html", form.status, code=code, form=form)


def _measure_form(request: Request, code: str, form: Form[Any]) -> Response:
    return page(request, "matrix/measure_edit.html", form.status, code=code, form=form)
