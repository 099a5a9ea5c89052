"""Which projects a reader or a key may see: all, or those of one area, unit or programme."""

from collections.abc import Awaitable, Callable

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Unit
from backend.errors import Invalid

KINDS = {"area": "片区", "unit": "单位", "programme": "项目群"}
ALL = "all"


async def units_by_code(session: AsyncSession) -> dict[str, str]:
    query = select(Unit).where(col(Unit.dissolved_on).is_(None)).order_by(col(Unit.code))
    return {unit.code: unit.called for unit in (await session.exec(query)).all()}


choices: dict[str, Callable[[AsyncSession], Awaitable[dict[str, str]]]] = {"unit": units_by_code}
"""What a scope may name, by kind: code and name. `backend.wiring` adds areas and programmes, which live above."""


async def checked(session: AsyncSession, scope: dict[str, str]) -> dict[str, str]:
    """The scope, if there is such a thing."""
    for kind, code in scope.items():
        if kind not in KINDS or len(scope) > 1 or not code:
            raise Invalid.field("scope", "项目范围要么是全部，要么是一个片区、一个单位或一个项目群", scope)
        if kind in choices and code not in await choices[kind](session):
            raise Invalid.field("scope", f"没有{KINDS[kind]}“{code}”，请从列表里选", code)
    return scope


async def options(session: AsyncSession) -> list[tuple[str, str]]:
    """What a form offers, as `as_text` writes it."""
    offered = [(ALL, "全部项目")]
    for kind, known in choices.items():
        offered += [(f"{kind}:{code}", f"{KINDS[kind]}：{name}") for code, name in (await known(session)).items()]
    return offered


def as_text(scope: dict[str, str] | None) -> str:
    """A scope as a form holds it: `all`, `area:zone`, or nothing."""
    if scope is None:
        return ""
    return next((f"{kind}:{code}" for kind, code in scope.items()), ALL)


def from_text(text: str | None) -> dict[str, str] | None:
    if not text:
        return None
    kind, _, code = text.partition(":")
    return {} if kind == ALL else {kind: code}


def in_words(scope: dict[str, str] | None) -> str:
    return next((f"{KINDS[kind]} {code}" for kind, code in (scope or {}).items()), "全部项目")
