"""What a row was in one of its versions, and who has changed what since: read from the record of changes, which
nobody can rewrite, and not from anything that a form claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, cast, func, union_all
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account, ApiKey
from backend.feed.models import Change
from backend.web.formats import moment


@dataclass(frozen=True)
class Since:
    """`base` is the row as it was then; empty where there was none yet, or where the record does not tell."""

    base: Mapping[str, Any] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    names: Mapping[UUID, str] = field(default_factory=dict)

    def last(self, columns: Iterable[str]) -> Change | None:
        """The newest change of one of these columns."""
        named = list(columns)
        touching = (
            change
            for change in reversed(self.changes)
            if any((change.before or {}).get(each) != (change.after or {}).get(each) for each in named)
        )
        return next(touching, None)

    def who(self, columns: Iterable[str]) -> str:
        change = self.last(columns)
        if change is None:
            return "别人"
        return self.names.get(change.actor_id, "系统") if change.actor_id else "系统"

    def who_and_when(self, columns: Iterable[str]) -> str:
        named = list(columns)
        change = self.last(named)
        return f"{self.who(named)} {moment(change.at)}" if change else self.who(named)


async def since(session: AsyncSession, subject: str, row: UUID, version: int) -> Since:
    """A row counts its versions from 1; 0 is before there was one."""
    counted = cast(col(Change.after)["version"].astext, Integer)
    query = select(Change).where(Change.subject == subject, Change.subject_id == row, counted > version)
    changes = (await session.exec(query.order_by(col(Change.seq)))).all()
    if not changes or (changes[0].after or {}).get("version") != version + 1:
        return Since()
    return Since(changes[0].before or {}, changes, await _names(session, changes))


async def _names(session: AsyncSession, changes: Iterable[Change]) -> dict[UUID, str]:
    actors = {change.actor_id for change in changes if change.actor_id}
    people = select(cast(Account.id, String), cast(Account.person, String)).where(col(Account.id).in_(actors))
    keys = select(cast(ApiKey.id, String), func.concat("密钥“", ApiKey.name, "”")).where(col(ApiKey.id).in_(actors))
    found = (await session.exec(union_all(people, keys))).all()  # type: ignore[call-overload]
    return {UUID(key): name for key, name in found}
