"""Work matrices for people: the list, one at a glance and in detail, and what the office adds to it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import units as of_units
from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.ids import uuid7
from backend.matrix import composing, policy, queries, service
from backend.matrix.models import MatrixGoal, MatrixMeasure
from backend.matrix.schemas import GoalIn, MatrixIn, MeasureIn, MoreIn
from backend.projects import naming
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/matrices", include_in_schema=False)
SHOWN = 60


@router.get("")
async def list_matrices(request: Request, session: Session, person: Person) -> Response:
    found = (await session.exec(queries.those(person).limit(SHOWN))).all()
    return page(request, "matrix/list.html", matrices=found, may_keep=policy.may_keep(person))


@router.get("/new")
async def new_matrix(request: Request, session: Session, person: Person) -> Response:  # noqa: ARG001
    service.require_keeper(person)
    year = today().year
    return page(request, "matrix/new.html", form=Form.known(id=uuid7(), year=year, title=f"{year}年重点工作矩阵"))


@router.post("/new")
async def make_matrix(request: Request, session: Session, person: Person) -> Response:
    service.require_keeper(person)
    form = await Form.read(request, MatrixIn)
    if not form.errors:
        async with form.tries(session):
            made = await service.make(session, person, form.value)
    if form.errors:
        return page(request, "matrix/new.html", form.status, form=form)
    return see_other(request, "new_goal", notice="已编好，请加目标任务", matrix=made.code)


@router.get("/{matrix}")
async def show_matrix(request: Request, matrix: str, session: Session, person: Person) -> Response:
    found = await service.get(session, person, matrix)
    laid = await composing.of(session, person, found)
    return page(request, "matrix/matrix.html", matrix=found, laid=laid, may_keep=policy.may_keep(person))


@router.get("/{matrix}/goals/new")
async def new_goal(request: Request, matrix: str, session: Session, person: Person) -> Response:
    found = await service.for_keeping(session, person, matrix)
    return page(request, "matrix/goal.html", matrix=found, form=Form.known(id=uuid7()))


@router.post("/{matrix}/goals/new")
async def add_goal(request: Request, matrix: str, session: Session, person: Person) -> Response:
    found = await service.for_keeping(session, person, matrix)
    form = await Form.read(request, GoalIn)
    if not form.errors:
        async with form.tries(session):
            goal = await service.add_goal(session, person, matrix, form.value)
    if form.errors:
        return page(request, "matrix/goal.html", form.status, matrix=found, form=form)
    return see_other(request, "new_measure", notice="目标已加，请加措施", matrix=matrix, goal=goal.id)


@router.get("/{matrix}/goals/{goal}/measures/new")
async def new_measure(request: Request, matrix: str, goal: UUID, session: Session, person: Person) -> Response:
    found = await service.goal_for_keeping(session, person, matrix, goal)
    return await _measure_form(request, session, matrix, found, Form.known(id=uuid7()))


@router.post("/{matrix}/goals/{goal}/measures/new")
async def add_measure(request: Request, matrix: str, goal: UUID, session: Session, person: Person) -> Response:
    found = await service.goal_for_keeping(session, person, matrix, goal)
    form = await Form.read(request, MeasureIn)
    if not form.errors:
        async with form.tries(session):
            given = form.value
            if given.project:
                given = given.model_copy(update={"project": await naming.code_of(session, person, given.project)})
            await service.add_measure(session, person, matrix, goal, given)
    if form.errors:
        return await _measure_form(request, session, matrix, found, form)
    return see_other(request, "show_matrix", notice="措施已加，责任单位在待办里看到", matrix=matrix)


@router.get("/{matrix}/measures/{measure}/units/new")
async def more_units(request: Request, matrix: str, measure: UUID, session: Session, person: Person) -> Response:
    found = await service.measure_for_keeping(session, person, matrix, measure)
    return await _more_form(request, session, matrix, found, Form.known(id=uuid7(), due_on=found.due_on))


@router.post("/{matrix}/measures/{measure}/units/new")
async def give_measure(request: Request, matrix: str, measure: UUID, session: Session, person: Person) -> Response:
    found = await service.measure_for_keeping(session, person, matrix, measure)
    form = await Form.read(request, MoreIn)
    if not form.errors:
        async with form.tries(session):
            await service.give(session, person, matrix, measure, form.value)
    if form.errors:
        return await _more_form(request, session, matrix, found, form)
    return see_other(request, "show_matrix", notice="已交办，责任单位在待办里看到", matrix=matrix)


async def _measure_form(
    request: Request, session: AsyncSession, code: str, goal: MatrixGoal, form: Form[Any]
) -> Response:
    values = {"code": code, "goal": goal, "form": form, "units": await of_units.existing(session)}
    return page(request, "matrix/measure.html", form.status, **values)


async def _more_form(
    request: Request, session: AsyncSession, code: str, measure: MatrixMeasure, form: Form[Any]
) -> Response:
    units = [(unit.code, unit.name) for unit in await of_units.existing(session)]
    return page(request, "matrix/more.html", form.status, code=code, measure=measure, form=form, units=units)
