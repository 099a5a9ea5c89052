"""Of which projects a brief tells: finding a scope by its key, and which projects stand in it at a moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts import scopes
from backend.accounts.models import Account
from backend.briefs.data import Scope
from backend.briefs.data.scope import ScopeKind
from backend.briefs.models import BriefKind
from backend.clock import BEIJING
from backend.errors import Invalid
from backend.projects.models import Duty, Project
from backend.projects.vocabulary import DutyKind
from backend.timeline.document import ProjectDocument


async def find(session: AsyncSession, key: str | None) -> Scope | None:
    """The scope named `unit:reform`; none for all projects. One that is not there is refused in words."""
    if not key:
        return None
    word, _, code = key.partition(":")
    kind = next((each for each in ScopeKind if each == word), None)
    if kind is None:
        raise Invalid.field(
            "scope", "范围写成 unit:代码、area:代码、programme:代码、sponsor:登录名 这样，不写就是全部", key
        )
    name = (await choices(session, kind)).get(code)
    if name is None:
        raise Invalid.field("scope", f"没有{kind.label}“{code[:40]}”，请从列表里选", key)
    return Scope(kind=kind, code=code, name=name)


FITTING: Mapping[BriefKind, tuple[tuple[ScopeKind | None, ...], str]] = {
    BriefKind.WEEKLY: (
        (None, ScopeKind.UNIT, ScopeKind.AREA, ScopeKind.PROGRAMME, ScopeKind.SPONSOR),
        "周报写全部项目，或一个单位、片区、项目群、包联领导的项目；只写一个项目请出专报",
    ),
    BriefKind.SPONSOR: ((ScopeKind.SPONSOR,), "项目单要写明是哪位包联领导的，如 sponsor:登录名"),
    BriefKind.CIRCULAR: ((None,), "通报比的是全部单位，不选范围"),
    BriefKind.APPENDIX: (
        (None, ScopeKind.UNIT, ScopeKind.AREA, ScopeKind.PROGRAMME, ScopeKind.SPONSOR),
        "项目一览列全部项目，或一个单位、片区、项目群、包联领导的项目",
    ),
    BriefKind.SPECIAL: ((ScopeKind.PROJECT, ScopeKind.PROGRAMME), "专报只写一件事：请选一个项目或项目群"),
}


async def fitting(session: AsyncSession, kind: BriefKind, key: str | None) -> Scope | None:
    """The scope, if a document of that kind can tell of it."""
    scope = await find(session, key)
    fits, words = FITTING[kind]
    if (scope.kind if scope else None) not in fits:
        raise Invalid.field("scope", words, key)
    return scope


async def choices(session: AsyncSession, kind: ScopeKind) -> dict[str, str]:
    """What a brief can tell of, by code."""
    if kind is ScopeKind.PROJECT:
        return dict((await session.exec(select(Project.code, Project.name).order_by(col(Project.code)))).all())
    if kind is ScopeKind.SPONSOR:
        return await _sponsors(session)
    return await scopes.choices[kind](session)


async def _sponsors(session: AsyncSession) -> dict[str, str]:
    """Persons who answer for some project, or did."""
    has = select(Duty.account_id).where(Duty.kind == DutyKind.SPONSOR)
    query = select(Account.name, Account.person).where(col(Account.id).in_(has)).order_by(col(Account.name))
    return dict((await session.exec(query)).all())


async def members(
    session: AsyncSession, scope: Scope, documents: Sequence[ProjectDocument], moment: datetime
) -> frozenset[str]:
    """The codes of those of the documents that stand in the scope."""
    if scope.kind is ScopeKind.SPONSOR:
        return frozenset((await session.exec(_answered_for(scope.code, moment))).all())
    return frozenset(document.code for document in documents if _stands_in(scope, document))


def _stands_in(scope: Scope, document: ProjectDocument) -> bool:
    if scope.kind is ScopeKind.UNIT:
        return any(duty.unit == scope.code and duty.until is None for duty in document.duties)
    if scope.kind is ScopeKind.PROJECT:
        return scope.code in (document.code, *document.merged_codes)
    return bool(getattr(document, scope.kind) == scope.code)


def _answered_for(name: str, moment: datetime) -> SelectOfScalar[str]:
    day = moment.astimezone(BEIJING).date()
    return (
        select(Project.code)
        .join(Duty, col(Duty.project_id) == Project.id)
        .join(Account, col(Account.id) == Duty.account_id)
        .where(
            Account.name == name,
            Duty.kind == DutyKind.SPONSOR,
            col(Duty.since) <= day,
            or_(col(Duty.until).is_(None), col(Duty.until) > day),
        )
    )
