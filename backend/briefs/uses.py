"""Which brief counted a weekly update: for the person who sent it, to see that it was of use."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.briefs.models import Brief, BriefNumber, Issuance
from backend.updates.models import Update
from backend.updates.uses import Use


async def briefs_of(session: AsyncSession, updates: Collection[Update]) -> dict[UUID, Use]:
    """The issued brief of its week, which everybody may read; of an update that came later, the first that was taken
    afterwards and names it as 补报. Of several briefs of one week the one made last counts."""
    earliest = min(each.submitted_at for each in updates)
    query = (
        select(col(Brief.id), col(Brief.week_start), col(Brief.as_of), col(BriefNumber.number))
        .join(Issuance, col(Issuance.brief_id) == Brief.id)
        .join(BriefNumber, col(BriefNumber.brief_id) == Brief.id)
        .where(Brief.as_of >= earliest, BriefNumber.series == "")
        .order_by(col(Brief.as_of), col(Brief.made_at).desc())
    )
    briefs = (await session.exec(query)).all()
    found = {}
    for update in updates:
        for brief_id, week_start, as_of, number in briefs:
            if as_of >= update.submitted_at and week_start >= update.week_start:
                found[update.id] = Use(brief_id, f"第{number}期周报")
                break
    return found
