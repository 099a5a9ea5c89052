"""Programmes (项目群): projects that only mean something together."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.errors import Conflict, NotFound, require
from backend.projects import policy
from backend.projects.models import Programme, Project
from backend.projects.schemas import ProgrammeIn, ProgrammePatch

NOT_YOURS = "只有项目办可以建项目群、改项目群，请联系项目办"


def may_change(actor: Actor) -> None:
    require(policy.may_edit_shared(actor), NOT_YOURS)


def in_order() -> SelectOfScalar[Programme]:
    return select(Programme).order_by(col(Programme.code))


async def find(session: AsyncSession, code: str) -> Programme:
    found = (await session.exec(select(Programme).where(Programme.code == code))).one_or_none()
    if found is None:
        raise NotFound(f"没有编号为 {code[:40]} 的项目群")
    return found


async def create(session: AsyncSession, actor: Actor, given: ProgrammeIn) -> Programme:
    may_change(actor)
    if (await session.exec(select(Programme.id).where(Programme.code == given.code))).first():
        raise Conflict(f"编号 {given.code} 已经有项目群在用，请换一个")
    programme = Programme(**given.model_dump())
    session.add(programme)
    await session.flush()
    return programme


async def change(session: AsyncSession, actor: Actor, code: str, given: ProgrammePatch) -> Programme:
    may_change(actor)
    programme = await find(session, code)
    for name, value in given.model_dump(exclude_unset=True).items():
        setattr(programme, name, value)
    await session.flush()
    return programme


async def of(session: AsyncSession, project: Project) -> Programme | None:
    return await session.get(Programme, project.programme_id) if project.programme_id else None
