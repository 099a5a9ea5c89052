"""The weeks that were reported of a project, with what was put right since."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account
from backend.money.models import Correction
from backend.updates import queries, reviewing
from backend.updates.models import Update, UpdateReview
from backend.updates.queries import IN_ORDER
from backend.updates.uses import Use, uses_of
from backend.weeks import Week


@dataclass(frozen=True)
class Reported:
    """`by` is who corrected."""

    week: Week
    update: Update
    correction: Correction | None = None
    by: str | None = None
    use: Use | None = None
    review: UpdateReview | None = None
    """Of the version that stands."""


async def reported(session: AsyncSession, project_id: UUID, limit: int) -> list[Reported]:
    """The latest first."""
    found = await queries.latest(session, project_id, limit)
    query = select(Correction, Account.person).outerjoin(Account, col(Account.id) == Correction.corrected_by_id)
    query = query.where(col(Correction.update_id).in_([each.id for each in found])).order_by(*IN_ORDER)
    put_right = {row.update_id: (row, by) for row, by in await session.exec(query)}
    reviews = await reviewing.standing(session, found)
    used = await uses_of(session, found)
    nothing = (None, None)
    return [
        Reported(Week(each.week_start), each, row, by, used.get(each.id), reviews.get(each.id))
        for each in found
        for row, by in [put_right.get(each.id, nothing)]
    ]
