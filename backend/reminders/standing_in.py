"""Leave (请假): who is away on a day, and who stands in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account
from backend.reminders.models import Leave

Event = TypeVar("Event")
Matters = dict[tuple[UUID, UUID], Event]
"""Who is to be told of which thing, and what of it."""


@dataclass(frozen=True)
class Told:
    """Somebody who is to be told, and whom they stand in for, if for anybody."""

    account: Account
    instead_of: str | None = None


@dataclass(frozen=True)
class Absences:
    """Who is away on a day: each with the account that stands in, if one was named."""

    away: Mapping[UUID, Account | None]

    def present(self, accounts: Iterable[Account]) -> list[Told]:
        """Those who can be told: the people themselves, or their stand-ins; nobody for whom nobody stands in."""
        found = []
        for account in accounts:
            if account.disabled_at:
                continue
            if account.id not in self.away:
                found.append(Told(account))
            elif (other := self.away[account.id]) and other.id not in self.away and not other.disabled_at:
                found.append(Told(other, account.person))
        return found


async def absences(session: AsyncSession, day: date) -> Absences:
    query = select(Leave).where(Leave.since <= day, Leave.until >= day, col(Leave.withdrawn_at).is_(None))
    rows = await session.exec(query.options(selectinload(Leave.stand_in)).order_by(col(Leave.entered_at)))
    return Absences({row.account_id: row.stand_in for row in rows})


def keep(matters: Matters[Event], who: UUID, key: UUID, event: Event, order: Sequence[Event]) -> None:
    """One line a thing: what stands first in the order."""
    matters[who, key] = min(matters.get((who, key), event), event, key=order.index)


async def by_present(
    session: AsyncSession, matters: Matters[Event], order: Sequence[Event], day: date
) -> dict[UUID, tuple[Account, dict[UUID, tuple[Event, str | None]]]]:
    """The people themselves, or those who stand in for them, each with their things, what is first of them first."""
    query = select(Account).where(col(Account.id).in_({who for who, _ in matters}))
    by_id = {account.id: account for account in await session.exec(query)}
    away = await absences(session, day)
    people: dict[UUID, tuple[Account, dict[UUID, tuple[Event, str | None]]]] = {}
    for (who, key), event in sorted(matters.items(), key=lambda each: order.index(each[1])):
        for one in away.present([by_id[who]]):
            _, mine = people.setdefault(one.account.id, (one.account, {}))
            mine.setdefault(key, (event, one.instead_of))
    return people
