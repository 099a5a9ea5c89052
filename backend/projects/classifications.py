"""The lists by which projects are grouped (片区, 集群, 类型, 清单). Entries begin and end; none is deleted."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import Conflict, Invalid, NotFound, require
from backend.projects import policy
from backend.projects.models import Classification
from backend.projects.schemas import ClassificationEnd, ClassificationIn

NOT_YOURS = "只有管理员可以改清单，请联系管理员"


def require_keeper(actor: Actor) -> None:
    require(policy.may_keep_lists(actor), NOT_YOURS)


async def add(session: AsyncSession, actor: Actor, given: ClassificationIn) -> Classification:
    """A new entry at the end of its list."""
    require_keeper(actor)
    same = select(Classification).where(Classification.scheme == given.scheme, Classification.code == given.code)
    if found := (await session.exec(same)).one_or_none():
        raise Conflict(f"{given.scheme.label}里已经有代码 {given.code}（{found.label}），请换一个代码")
    last = select(func.max(Classification.position)).where(Classification.scheme == given.scheme)
    position = ((await session.exec(last)).one() or 0) + 1
    entry = Classification(**given.model_dump(), position=position)
    session.add(entry)
    await session.flush()
    return entry


async def end(session: AsyncSession, actor: Actor, entry_id: UUID, given: ClassificationEnd) -> Classification:
    """From that day on an entry is no longer offered; projects that have it keep it."""
    require_keeper(actor)
    entry = await get(session, entry_id)
    if entry.valid_from and given.valid_to < entry.valid_from:
        raise Invalid.field("valid_to", f"停用日期不能早于启用日期 {entry.valid_from}", given.valid_to)
    entry.valid_to = given.valid_to
    await session.flush()
    return entry


async def get(session: AsyncSession, entry_id: UUID) -> Classification:
    entry = (await session.exec(select(Classification).where(col(Classification.id) == entry_id))).one_or_none()
    if entry is None:
        raise NotFound("清单里没有这一项，请刷新后再看")
    return entry


def in_force(entries: Iterable[Classification], day: date | None = None) -> list[Classification]:
    day = day or today()
    return [each for each in entries if (each.valid_to or day) >= day and (each.valid_from or day) <= day]


def choices(entries: Iterable[Classification], kept: str | None = None) -> list[tuple[str, str]]:
    """What a form offers: the entries in force, and the one that is chosen already even if it has ended."""
    entries = list(entries)
    offered = {each.code for each in in_force(entries)} | {kept}
    return [(each.code, each.label) for each in entries if each.code in offered]
