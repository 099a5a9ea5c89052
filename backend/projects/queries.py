from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select, SelectOfScalar

from backend.accounts.actor import Actor
from backend.accounts.models import Role, Unit
from backend.projects.models import Alias, AnnualEntry, Classification, Duty, Project
from backend.projects.summary import Summary
from backend.projects.vocabulary import AliasKind, DutyKind, Scheme


def readable(actor: Actor, of: type[Summary] = Summary) -> ColumnElement[bool]:
    """Which summaries the actor may see: all, those of their scope, or those in which they or their unit have or had
    a duty. Every read of a project begins here.

    `of` are the summaries of another moment: a scope holds what was in it then, as the feed told it."""
    if actor.sees_all:
        return true()
    if actor.scope:
        return _in_scope(actor.scope, of)
    if actor.role is Role.READER:
        return col(of.project_id).is_(None)
    held = select(Duty.project_id).where(
        or_(col(Duty.account_id) == actor.id, col(Duty.unit_id) == actor.unit_id)
        if actor.unit_id
        else col(Duty.account_id) == actor.id
    )
    return col(of.project_id).in_(held)


def _in_scope(scope: dict[str, str], of: type[Summary]) -> ColumnElement[bool]:
    match scope:
        case {"area": area}:
            return col(of.area) == area
        case {"programme": programme}:
            return col(of.programme) == programme
        case {"unit": unit}:
            held = select(Duty.project_id).join(Unit, col(Unit.id) == Duty.unit_id).where(Unit.code == unit)
            return col(of.project_id).in_(held)
    return col(of.project_id).is_(None)


def visible_to(actor: Actor) -> SelectOfScalar[Project]:
    """Every project the actor may read; who sees all sees also what this transaction has only just made."""
    if actor.sees_all:
        return select(Project)
    return select(Project).join(Summary, col(Summary.project_id) == Project.id).where(readable(actor))


def coded(code: str) -> ColumnElement[bool]:
    """The project with this code, or the one into which a duplicate with this code was merged."""
    merged = select(Alias.project_id).where(Alias.kind == AliasKind.MERGED_CODE, Alias.value == code)
    return or_(col(Project.code) == code, col(Project.id).in_(merged))


async def standing(session: AsyncSession, actor: Actor, project_id: UUID) -> frozenset[DutyKind]:
    """The duties that the actor, or their unit, has in a project now."""
    query = select(Duty).where(Duty.project_id == project_id, col(Duty.until).is_(None))
    mine = col(Duty.account_id) == actor.id
    query = query.where(or_(mine, col(Duty.unit_id) == actor.unit_id) if actor.unit_id else mine)
    return frozenset(duty.kind for duty in (await session.exec(query)).all())


def classifications(scheme: Scheme | None = None) -> SelectOfScalar[Classification]:
    order = (col(Classification.scheme), col(Classification.position), col(Classification.code))
    query = select(Classification).order_by(*order)
    return query.where(Classification.scheme == scheme) if scheme else query


def annual_lists(actor: Actor) -> Select[int, str, int]:
    """Year, list and how many projects that the actor may see stand on it; the newest year first."""
    year, code = col(AnnualEntry.year), col(AnnualEntry.list_code)
    query = select(AnnualEntry.year, AnnualEntry.list_code, func.count())
    query = query.join(Summary, col(Summary.project_id) == AnnualEntry.project_id).where(readable(actor))
    return query.group_by(year, code).order_by(year.desc(), code)
