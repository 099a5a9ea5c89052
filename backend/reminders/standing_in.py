"""Leave (请假): who is away on a day, and who stands in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account
from backend.reminders.models import Leave


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
