"""How often keys are used, by day: for administrators."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import KeyUse
from backend.clock import today

Calls = dict[date, int]


async def calls(session: AsyncSession, keys: Sequence[UUID], days: int) -> dict[UUID, Calls]:
    """Of each key, the calls of the last so many days, today's included as far as they are written down."""
    since = today() - timedelta(days=days - 1)
    query = select(KeyUse).where(col(KeyUse.key_id).in_(keys), KeyUse.day >= since).order_by(col(KeyUse.day).desc())
    found: dict[UUID, Calls] = defaultdict(dict)
    for use in await session.exec(query):
        found[use.key_id][use.day] = use.calls
    return found


def by_day(calls: Calls, days: int) -> list[tuple[date, int]]:
    """Each of the last days, those without a call too; the newest first."""
    return [(day, calls.get(day, 0)) for day in (today() - timedelta(days=back) for back in range(days))]
