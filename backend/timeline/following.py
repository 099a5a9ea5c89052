"""Following the feed: what comes after a place in it, and cursors that stand for places.

A cursor holds the number of the last entry that was read, the digest of that entry and the epoch of this
installation, so that a restored or another database is noticed instead of answering with too little. Whoever sees
only some projects is given the entry's project and version in place of its number."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.errors import Gone
from backend.feed import cursors
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.timeline.models import ProjectVersion

NOW = "now"
AGAIN = "/api/v1/changes"
BEFORE_ALL = ["start"]


def visible_to(actor: Actor) -> SelectOfScalar[ProjectVersion]:
    """The entries that the actor may read: all, or those of the projects in their scope today."""
    if actor.sees_all:
        return select(ProjectVersion)
    return (
        select(ProjectVersion)
        .join(Summary, col(Summary.project_id) == ProjectVersion.project_id)
        .where(readable(actor))
    )


async def after(session: AsyncSession, actor: Actor, seq: int, limit: int) -> Sequence[ProjectVersion]:
    query = visible_to(actor).where(col(ProjectVersion.seq) > seq).order_by(col(ProjectVersion.seq)).limit(limit)
    return (await session.exec(query)).all()


async def head(session: AsyncSession, actor: Actor) -> ProjectVersion | None:
    query = visible_to(actor).order_by(col(ProjectVersion.seq).desc()).limit(1)
    return (await session.exec(query)).first()


async def cursor_at(session: AsyncSession, actor: Actor, last: ProjectVersion | None) -> str:
    """The cursor of whoever has read up to this entry; without one, of whoever has read nothing."""
    here = await cursors.installation(session)
    place = [last.seq] if last and actor.sees_all else [last.code, last.version] if last else BEFORE_ALL
    return await cursors.write(session, _bound(actor), [str(here.epoch), last.digest if last else "", *place])


async def place_of(session: AsyncSession, actor: Actor, cursor: str) -> ProjectVersion | None:
    """The entry that a cursor stands for. One that no longer means anything here is refused, never answered with
    an empty page: the reader would believe that nothing had happened."""
    here = await cursors.installation(session)
    epoch, digest, *place = await cursors.read(session, _bound(actor), cursor)
    if epoch != str(here.epoch):
        raise Gone("数据库曾从备份恢复，旧的 cursor 不能再用：请按 restart 的地址从头读取", restart=AGAIN)
    if place == BEFORE_ALL:
        return None
    found = (await session.exec(_entry(place).where(ProjectVersion.digest == digest))).first()
    if found is None:
        raise Gone("这个 cursor 所指的记录这里没有：请按 restart 的地址从头读取", restart=AGAIN)
    return found


def _entry(place: list[Any]) -> SelectOfScalar[ProjectVersion]:
    query = select(ProjectVersion)
    if len(place) == 1:
        return query.where(ProjectVersion.seq == place[0])
    code, version = place
    return query.where(ProjectVersion.code == code, ProjectVersion.version == version)


def _bound(actor: Actor) -> dict[str, Any]:
    """A cursor is good for every key of the same scope, and for no other: it would pass over what that one may see."""
    return {"feed": actor.scope or {}}
