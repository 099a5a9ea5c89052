"""Following the feed: what comes after a place in it, and cursors that stand for places.

A cursor holds the number of the last entry that was read, a digest of that entry and the epoch of this installation,
so that a restored or another database is noticed instead of answering with too little. It is sealed: whoever sees
only some projects does not learn from it how much happens elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Row, literal
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import scopes
from backend.accounts.actor import Actor
from backend.errors import Gone
from backend.feed import cursors
from backend.ids import digest
from backend.timeline.models import ProjectVersion, ScopeEntry, Step

NOW = "now"
AGAIN = "/api/v1/changes"
COLUMNS = [getattr(ProjectVersion, name) for name in ProjectVersion.model_fields]
Entry = Row[Any]
"""The columns of a `ProjectVersion`, and `step`: what it means to the scope of whoever asks."""


@dataclass(frozen=True)
class Place:
    """Where a reader stands: behind the entry with this number. Before all of them it is 0."""

    MADE_OF: ClassVar = ("seq", "project_id", "version", "at", "digest")
    seq: int = 0
    mark: str = ""

    @classmethod
    def behind(cls, entry: Entry) -> "Place":
        return cls.of(*(getattr(entry, name) for name in cls.MADE_OF))

    @classmethod
    def of(cls, seq: int, project_id: UUID, version: int, at: datetime, told: str) -> "Place":
        return cls(seq, digest(f"{project_id} {version} {at.isoformat()} {told}")[:16])


@dataclass(frozen=True)
class Found:
    """What came after a place, and the place behind it, as its reader carries it."""

    entries: Sequence[Entry]
    next: str


async def read(session: AsyncSession, actor: Actor, after: str | None, limit: int) -> Found:
    """What comes after a cursor; after `now` it is nothing yet, after none everything."""
    place = await head(session, actor) if after == NOW else await opened(session, actor, after)
    entries = await _since(session, actor, place, limit)
    return Found(entries, await sealed(session, actor, Place.behind(entries[-1]) if entries else place))


async def stood_at(session: AsyncSession, actor: Actor, cursor: str | None) -> Place:
    """The place that a cursor stands for, if there is such a place here; without one that behind the last entry."""
    if cursor in (None, NOW):
        return await head(session, actor)
    place = await opened(session, actor, cursor)
    await _since(session, actor, place, 0)
    return place


async def sealed(session: AsyncSession, actor: Actor, place: Place) -> str:
    epoch = str((await cursors.installation(session)).epoch)
    return await cursors.seal(session, bound_to(actor.scope), [epoch, place.seq, place.mark])


async def opened(session: AsyncSession, actor: Actor, cursor: str | None) -> Place:
    """One that no longer means anything here is refused, never answered with an empty page: the reader would believe
    that nothing had happened."""
    if not cursor:
        return Place()
    epoch, *place = await cursors.unseal(session, bound_to(actor.scope), cursor)
    if epoch != str((await cursors.installation(session)).epoch):
        raise Gone("数据库曾从备份恢复，旧的 cursor 不能再用：请按 restart 的地址从头读取", restart=AGAIN)
    return Place(*place)


async def _since(session: AsyncSession, actor: Actor, place: Place, limit: int) -> Sequence[Entry]:
    """The entries after a place, in one statement with the entry that the place is behind: it must still be there."""
    first = place.seq or 1
    query = _entries(actor).where(_number(actor) >= first).order_by(_number(actor)).limit(limit + bool(place.seq))
    found: Sequence[Entry] = (await session.exec(query)).all()
    if not place.seq:
        return found
    if not found or Place.behind(found[0]) != place:
        raise Gone("这个 cursor 所指的记录这里没有：请按 restart 的地址从头读取", restart=AGAIN)
    return found[1:]


async def head(session: AsyncSession, actor: Actor) -> Place:
    """The place behind everything that there is."""
    return await _newest(session, actor)


async def behind(session: AsyncSession, actor: Actor, seq: int) -> Place:
    """The place behind the last entry up to that number."""
    return await _newest(session, actor, _number(actor) <= seq)


async def _newest(session: AsyncSession, actor: Actor, *where: Any) -> Place:
    found = (await session.exec(_entries(actor).where(*where).order_by(_number(actor).desc()).limit(1))).first()
    return Place.behind(found) if found else Place()


def _entries(actor: Actor) -> Any:
    if actor.sees_all:
        return select(*COLUMNS, literal(Step.STAYED).label("step"))  # type: ignore[call-overload]
    mine = ScopeEntry.scope == scopes.as_text(actor.scope)
    versions = select(*COLUMNS, ScopeEntry.step)  # type: ignore[call-overload]
    return versions.join(ScopeEntry, col(ScopeEntry.seq) == ProjectVersion.seq).where(mine)


def _number(actor: Actor) -> Any:
    """Of two equal columns the one whose index finds the actor's entries without passing over those of others."""
    return col(ProjectVersion.seq if actor.sees_all else ScopeEntry.seq)


def bound_to(scope: dict[str, str] | None) -> dict[str, Any]:
    """A cursor is good for every key of the same scope, and for no other: it would pass over what that one may see."""
    return {"feed": scope or {}}
