"""问题台账: the register, raising from a project in two taps, a problem with its history, and what one does about it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import queries as accounts
from backend.accounts import units as of_units
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.errors import NotFound
from backend.ids import uuid7
from backend.problems import acts, history, listing, policy, queries, service
from backend.problems.acts import ACTS
from backend.problems.parts import ListedProblemPart
from backend.problems.queries import Standing
from backend.problems.schemas import ProblemIn
from backend.problems.vocabulary import Category, Difficulty, NoteKind, ProblemLevel
from backend.projects import queries as of_projects
from backend.projects.models import Project
from backend.web import pagination
from backend.web.acts import Act
from backend.web.formats import md
from backend.web.forms import Form
from backend.web.schema import Blank
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)

PAGE = 100


class Asked(listing.Asked):
    after: Annotated[str | None, Field(max_length=2000), Blank] = None


@router.get("/problems")
async def show_problems(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    bound_to = asked.model_dump(mode="json", exclude={"after"})
    after = pagination.read("", bound_to, asked.after) if asked.after else []
    shown, last = await listing.page_of(session, person, asked, PAGE, after)
    counts = await listing.counts(session, person, asked)
    return page(
        request,
        "problems/list.html",
        asked=asked,
        heaps=[(which, counts[which]) for which in listing.Which],
        rows=[each.part for each in shown],
        found=counts[asked.heap],
        today=today(),
        categories=Category,
        levels=ProblemLevel,
        units=[(unit.code, unit.called) for unit in await session.exec(accounts.units())],
        picked=sum(getattr(asked, name) is not None for name in ("category", "level", "unit")),
        next_after=pagination.write("", bound_to, last) if last else None,
    )


@router.get("/projects/{code}/problems/new")
async def new_problem(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await service.for_raising(session, person, code)
    return _raising(request, project, Form.known(id=uuid7()))


@router.post("/projects/{code}/problems/new")
async def send_problem(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await service.for_raising(session, person, code)
    form = await Form.read(request, ProblemIn)
    if not form.errors:
        async with form.tries(session):
            problem = await service.raise_problem(session, person, code, form.value)
            found = await queries.one(session, person, problem.id)
            notice = f"{project.short_name}第{problem.number}号问题已登记，{md(found.part.due_on)}前办结"
            return see_other(request, "show_problem", notice=notice, item=problem.id)
    return _raising(request, project, form)


@router.get("/problems/{item}")
async def show_problem(request: Request, item: UUID, session: Session, person: Person) -> Response:
    found = await queries.one(session, person, item)
    duties = await of_projects.standing(session, person, found.project_id)
    return page(
        request,
        "problems/problem.html",
        problem=found.part,
        today=today(),
        offered=acts.offered(person, found, duties),
        may_supervise=found.part.is_active and policy.may_supervise(person),
        events=await history.of_problem(session, item),
    )


@router.get("/problems/{item}/{act}")
async def new_act(request: Request, item: UUID, act: str, session: Session, person: Person) -> Response:
    found, doing = await _doing(session, person, item, act)
    return await _form(request, session, found, doing, _known(person, found, doing))


@router.post("/problems/{item}/{act}")
async def do_act(request: Request, item: UUID, act: str, session: Session, person: Person) -> Response:
    doing = _act(act)
    found = await queries.one(session, person, item)
    form: Form[Any] = await Form.read(request, doing.schema)
    if not form.errors:
        async with form.tries(session):
            await doing.write(session, person, item, form.value)
    if form.errors:
        return await _form(request, session, found, doing, form)
    notice = f"{found.part.project_name}第{found.part.problem_number}号问题：{doing.done}"
    return see_other(request, "show_problem", notice=notice, item=item)


async def _doing(session: AsyncSession, actor: Actor, item: UUID, name: str) -> tuple[Standing, Act]:
    """The problem and what is to be done with it, for those for whom that would work."""
    act = _act(name)
    found = await queries.one(session, actor, item)
    duties = await of_projects.standing(session, actor, found.project_id)
    if act not in acts.offered(actor, found, duties):
        raise acts.why_not(actor, found, act)
    return found, act


def _act(name: str) -> Act:
    if name not in ACTS:
        raise NotFound("没有这一页，请从问题页进入")
    return ACTS[name]


def _known(person: Actor, found: Standing, act: Act) -> Form[Any]:
    part = found.part
    if act is acts.NOTE:
        return Form.known(kind=_owed(part) if person.unit_id == found.lead_unit_id else NoteKind.PROGRESS)
    if act is acts.DISPATCH:
        names = ("category", "level", "difficulty", "lead_unit", "supporting_units", "remedy", "due_on")
        return Form.known(**{name: getattr(part, name) for name in names})
    return Form.known(resolved_on=today()) if act is acts.ASK else Form.known()


def _owed(part: ListedProblemPart) -> NoteKind:
    """What the unit that has it owes next by the 13710 timers."""
    if part.planned_at is None:
        return NoteKind.PLAN
    return NoteKind.ANSWER if part.answered_at is None else NoteKind.PROGRESS


def _raising(request: Request, project: Project, form: Form[Any]) -> Response:
    return page(request, "problems/new.html", form.status, project=project, form=form, categories=Category)


async def _form(request: Request, session: AsyncSession, found: Standing, act: Act, form: Form[Any]) -> Response:
    units = [(unit.code, unit.called) for unit in await of_units.existing(session)]
    choices = {"categories": Category, "levels": ProblemLevel, "difficulties": Difficulty, "kinds": NoteKind}
    known = {"problem": found.part, "act": act, "form": form, "unit_choices": units}
    return page(request, f"problems/{act.name}.html", form.status, **known, **choices)
