"""The weeks that were reported of a project, with what was put right since."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account
from backend.money.models import Correction
from backend.updates import queries
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
    put_right, reviews = await _said_since(session, [each.id for each in found])
    used = await uses_of(session, found)
    nothing = (None, None)
    return [
        Reported(Week(each.week_start), each, row, by, used.get(each.id), reviews.get(each.id))
        for each in found
        for row, by in [put_right.get(each.id, nothing)]
    ]


async def _said_since(session: AsyncSession, keys: list[UUID]) -> tuple[dict[UUID, Any], dict[UUID, Any]]:
    """The newest correction of each update with who made it, and the newest review of what stands: one statement."""
    of_version = (UpdateReview.update_id == Update.id) & (UpdateReview.version == Update.version)
    query: Any = select(Update.id, Correction, Account.person, UpdateReview)
    query = query.outerjoin(Correction, col(Correction.update_id) == Update.id)
    query = query.outerjoin(Account, col(Account.id) == Correction.corrected_by_id)
    query = query.outerjoin(UpdateReview, of_version).where(col(Update.id).in_(keys))
    query = query.order_by(*IN_ORDER, col(UpdateReview.reviewed_at), col(UpdateReview.id))
    put_right, reviews = {}, {}
    for key, row, by, review in await session.exec(query.options(joinedload(UpdateReview.reviewed_by))):
        put_right[key], reviews[key] = (row, by), review
    return put_right, reviews
