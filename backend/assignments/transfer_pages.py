"""Handing over what somebody looks after: whose, which projects, to whom; also without a script."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.accounts.models import Account, Role
from backend.assignments import transfers
from backend.assignments.transfers import TransferIn
from backend.db import Session
from backend.errors import Invalid, require
from backend.projects.vocabulary import DutyKind
from backend.web.forms import Form
from backend.web.schema import Blank, Input
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)


class Asked(Input):
    kind: Annotated[DutyKind | None, Blank] = None
    from_account: Annotated[str | None, Blank] = None


@router.get("/transfers")
async def new_transfer(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    require(person.runs_projects, transfers.NOT_YOURS)
    kind = asked.kind or DutyKind.STEWARD
    return await _shown(request, session, person, Form.known(kind=kind, from_account=asked.from_account))


@router.post("/transfers")
async def send_transfer(request: Request, session: Session, person: Person) -> Response:
    require(person.runs_projects, transfers.NOT_YOURS)
    form = await Form.read(request, TransferIn)
    done = None
    if not form.errors and not form.value.projects:
        form.refuse(Invalid.field("projects", "请勾选要移交的项目"))
    if not form.errors:
        async with form.tries(session):
            done = await transfers.transfer(session, person, form.value)
    if done is None:
        return await _shown(request, session, person, form)
    said = f"{len(done.projects)}个项目的{done.kind.label}已由{done.old.person}移交给{done.new.person}"
    moved = f"，没办完的交办{done.assignments}项一起移交" if done.assignments else ""
    return see_other(request, "new_transfer", notice=said + moved)


async def _shown(request: Request, session: AsyncSession, person: Actor, form: Form[Any]) -> Response:
    query = select(Account).where(Account.role != Role.READER).order_by(col(Account.name))
    people = (await session.exec(query)).all()
    old = next((each for each in people if each.name == form.posted.get("from_account")), None)
    kinds = [kind for kind in DutyKind if not kind.is_of_unit]
    kind = next((each for each in kinds if each == form.posted.get("kind")), DutyKind.STEWARD)
    return page(
        request,
        "assignments/transfer.html",
        form.status,
        form=form,
        kinds=kinds,
        old=old,
        kind=kind,
        held=[project for _, project in await transfers.held_by(session, person, old, kind)] if old else [],
        people=[(each.name, f"{each.person}（{each.role.label}）") for each in people],
        takers=[(each.name, f"{each.person}（{each.role.label}）") for each in _takers(people, old)],
    )


def _takers(people: Sequence[Account], old: Account | None) -> list[Account]:
    """Those of the same role come first: a leader mostly follows a leader."""
    there = [each for each in people if not each.disabled_at and each is not old]
    return sorted(there, key=lambda each: each.role is not old.role) if old else there
