"""移交: what one person looks after goes to another in one act, with what is open; who did what in the past stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role
from backend.assignments.models import Assignment, AssignmentStep, StepKind
from backend.assignments.queries import OPEN
from backend.clock import today
from backend.errors import Invalid, require
from backend.projects.models import Duty, Project
from backend.projects.queries import visible_to
from backend.projects.vocabulary import DutyKind
from backend.web.schema import Input

NOT_YOURS = "职责移交由项目办办理，请联系项目办"


class TransferIn(Input):
    """`projects` are codes; none means all in which the first person has the duty."""

    kind: DutyKind
    """移交哪项个人职责"""
    from_account: str = Field(min_length=1, max_length=40)
    """原来的人的账号"""
    to_account: str = Field(min_length=1, max_length=40)
    """接任的人的账号"""
    projects: Annotated[list[str], Field(max_length=5000)] = Field(default_factory=list)
    """项目编号；不写就是这个人的全部"""


@dataclass(frozen=True)
class Transfer:
    kind: DutyKind
    old: Account
    new: Account
    projects: list[Project]
    assignments: int


async def transfer(session: AsyncSession, actor: Actor, given: TransferIn) -> Transfer:
    """All of it or nothing: nobody is left in between without a person."""
    require(actor.runs_projects, NOT_YOURS)
    if given.kind.is_of_unit:
        raise Invalid.field("kind", f"{given.kind.label}是单位的职责，请在项目里分派", given.kind)
    old, new = await _account(session, "from_account", given.from_account), await _taker(session, given.to_account)
    if old.id == new.id:
        raise Invalid.field("to_account", "接任的人和原来的人是同一个，请另选", given.to_account)
    held = await held_by(session, actor, old, given.kind)
    wanted = [each for each in held if not given.projects or each[1].code in given.projects]
    _all_found(given, old, [project.code for _, project in wanted])
    keys = [project.id for _, project in wanted]
    has_already = select(Duty.project_id).where(Duty.account_id == new.id, Duty.kind == given.kind)
    there = set((await session.exec(has_already.where(col(Duty.until).is_(None)))).all())
    for duty, project in wanted:
        duty.until = today()
        if project.id not in there:
            session.add(Duty(project_id=project.id, kind=given.kind, account_id=new.id, since=today()))
    moved = await _hand_over(session, actor, old, new, keys)
    await session.flush()
    return Transfer(given.kind, old, new, [project for _, project in wanted], moved)


async def held_by(
    session: AsyncSession, actor: Actor, account: Account, kind: DutyKind
) -> Sequence[tuple[Duty, Project]]:
    """The duties of this kind that the person has now, each with its project, as far as the actor may see them."""
    query = select(Duty, Project).join(Project, col(Project.id) == Duty.project_id)
    query = query.where(Duty.account_id == account.id, Duty.kind == kind, col(Duty.until).is_(None))
    seen = visible_to(actor).with_only_columns(col(Project.id))
    return (await session.exec(query.where(col(Project.id).in_(seen)).order_by(Project.code))).all()


async def _hand_over(session: AsyncSession, actor: Actor, old: Account, new: Account, keys: list[UUID]) -> int:
    """Open assignments by name: to who comes next, or to the unit where that person belongs to another."""
    query = select(Assignment).where(OPEN, Assignment.account_id == old.id, col(Assignment.project_id).in_(keys))
    found = (await session.exec(query.with_for_update())).all()
    for each in found:
        stays = each.unit_id == new.unit_id
        each.account_id = new.id if stays else None
        said = f"职责移交，承办人由{old.person}改为{new.person if stays else '单位安排'}"
        fields: dict[str, Any] = {
            "assignment_id": each.id,
            "kind": StepKind.PROGRESS,
            "said": said,
            "said_by_id": actor.person_id,
        }
        session.add(AssignmentStep(project_id=each.project_id, **fields))
    return len(found)


def _all_found(given: TransferIn, old: Account, codes: list[str]) -> None:
    missing = "、".join(sorted(set(given.projects) - set(codes)))
    if missing or not codes:
        which = f"{missing} 的" if missing else "您能看到的任何项目的"
        raise Invalid.field("projects", f"{old.person}现在不是{which}{given.kind.label}，请刷新后重选", missing)


async def _account(session: AsyncSession, field: str, name: str) -> Account:
    found = (await session.exec(select(Account).where(Account.name == name))).one_or_none()
    if found is None:
        raise Invalid.field(field, f"没有名为 {name} 的账号，请从名单里选", name)
    return found


async def _taker(session: AsyncSession, name: str) -> Account:
    found = await _account(session, "to_account", name)
    if found.disabled_at or found.role is Role.READER:
        raise Invalid.field("to_account", f"{found.person}的账号已停用或只能查阅，接不了职责，请另选", name)
    return found
