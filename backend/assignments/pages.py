"""批示 and 交办: giving one about a project, the lists of them, and one with all that was said about it."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import units as of_units
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.accounts.models import Account, Role, Unit
from backend.assignments import policy, queries, service
from backend.assignments.models import Assignment, AssignmentStanding, Source
from backend.assignments.schemas import AssignmentIn, StepIn
from backend.clock import today
from backend.db import Session
from backend.ids import uuid7
from backend.labels import Labelled
from backend.projects.entry_forms import EntryForm
from backend.projects.models import Duty, Project
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import DutyKind
from backend.web.forms import Form
from backend.web.schema import Blank, Input
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)
WEEK, SHOWN = timedelta(days=7), 100


class Whose(Labelled):
    MINE = "mine", "交给我的"
    GIVEN = "given", "我交办的"
    ALL = "all", "全部"


class Asked(Input):
    whose: Annotated[Whose, Blank] = Whose.MINE
    done: bool = False


async def _holders(session: AsyncSession, project: Project) -> dict[str, Any]:  # noqa: ARG001  one shape for all
    people = select(Account, Unit).join(Unit, col(Unit.id) == Account.unit_id)
    people = people.where(col(Account.disabled_at).is_(None), Account.role != Role.READER)
    people = people.order_by(col(Unit.code), col(Account.name))
    return {
        "units": [(unit.code, unit.name) for unit in await of_units.existing(session)],
        "people": [(each.name, f"{each.person}（{unit.called}）") for each, unit in await session.exec(people)],
    }


async def _prefilled(session: AsyncSession, project: Project, year: int) -> dict[str, Any]:  # noqa: ARG001
    """What a leader would most likely write, so that two taps are enough: the reason of the light, the unit, a week."""
    held = select(Unit.code).join(Duty, col(Duty.unit_id) == Unit.id).where(Duty.project_id == project.id)
    held = held.where(col(Duty.until).is_(None), col(Duty.kind).in_([DutyKind.RESPONSIBLE, DutyKind.LEAD]))
    unit = (await session.exec(held.order_by(col(Duty.kind).desc()).limit(1))).first()
    summary = await session.get(Summary, project.id)
    return {
        "id": uuid7(),
        "unit": unit,
        "due_on": today() + WEEK,
        "what": _words(summary.light_reason if summary else None),
    }


def _words(reason: str | None) -> str:
    if not reason:
        return "请报近期进展、存在困难和下步计划。"
    return f"“{reason}”，请查明原因，提出措施和完成时间，按期报办理结果。"


EntryForm(
    name="new_assignment",
    path="assignments",
    title="批示交办",
    done="已交办，承办单位在待办里看到",
    schema=AssignmentIn,
    write=service.instruct,
    template="assignments/new.html",
    choices=_holders,
    known=_prefilled,
    find=service.for_assigning,
).install(router)


@router.get("/assignments")
async def list_assignments(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    query = queries.those(person)
    if asked.whose is not Whose.ALL:
        query = query.where(queries.mine(person) if asked.whose is Whose.MINE else queries.given_by(person))
    query = query.where(queries.OPEN if not asked.done else Assignment.standing != AssignmentStanding.OPEN)
    found = (await session.exec(query.limit(SHOWN + 1))).all()
    shown: dict[str, Any] = {"asked": asked, "whose": Whose, "today": today(), "more": len(found) > SHOWN}
    return page(request, "assignments/list.html", assignments=found[:SHOWN], **shown)


@router.get("/assignments/{assignment}")
async def show_assignment(request: Request, assignment: UUID, session: Session, person: Person) -> Response:
    return await _shown(request, session, person, assignment, Form.known(id=uuid7()))


@router.post("/assignments/{assignment}/steps")
async def say_of_assignment(request: Request, assignment: UUID, session: Session, person: Person) -> Response:
    form = await Form.read(request, StepIn)
    if not form.errors:
        async with form.tries(session):
            await service.say(session, person, assignment, form.value)
    if form.errors:
        return await _shown(request, session, person, assignment, form)
    said = f"{form.value.kind.label}已记下"
    return see_other(request, "show_assignment", notice=said, assignment=assignment)


async def _shown(request: Request, session: AsyncSession, person: Actor, key: UUID, form: Form[Any]) -> Response:
    found = await service.get(session, person, key)
    may_open = await _may_open(session, person, found)
    return page(
        request,
        "assignments/assignment.html",
        form.status,
        assignment=found,
        steps=(await queries.steps_of(session, [key]))[key],
        doable=policy.doable(person, found),
        may_open=may_open,
        may_supervise=may_open and found.source is Source.INSTRUCTION and policy.may_assign(person, frozenset()),
        today=today(),
        form=form,
    )


async def _may_open(session: AsyncSession, person: Actor, assignment: Assignment) -> bool:
    """Whether the project's page opens for them: a unit may be given something about a project it has no duty in."""
    query = select(Summary.project_id).where(Summary.project_id == assignment.project_id, readable(person))
    return (await session.exec(query)).first() is not None
