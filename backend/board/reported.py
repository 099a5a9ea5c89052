"""The weeks that were reported of a project, with what was put right since."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account
from backend.money.models import Correction
from backend.updates import service as updates
from backend.updates.corrections import IN_ORDER
from backend.updates.models import Update
from backend.weeks import Week


@dataclass(frozen=True)
class Reported:
    """`by` is who corrected."""

    week: Week
    update: Update
    correction: Correction | None = None
    by: str | None = None


async def reported(session: AsyncSession, project_id: UUID, limit: int) -> list[Reported]:
    """The latest first."""
    found = await updates.latest(session, project_id, limit)
    query = select(Correction, Account.person).outerjoin(Account, col(Account.id) == Correction.corrected_by_id)
    query = query.where(col(Correction.update_id).in_([each.id for each in found])).order_by(*IN_ORDER)
    put_right = {row.update_id: (row, by) for row, by in await session.exec(query)}
    return [Reported(Week(each.week_start), each, *put_right.get(each.id, ())) for each in found]
