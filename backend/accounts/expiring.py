"""Keys that expire soon. 30 days, 7 days and 1 day before, a row says so once: what reminds people sends it on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import ApiKey, KeyWarning
from backend.clock import now

log = structlog.get_logger()
WARNED_BEFORE = (30, 7, 1)
"""Days."""


def days_left(key: ApiKey, at: datetime) -> int:
    """Whole days that a key still works; negative when it has expired."""
    return (key.expires_at - at).days


def threshold(key: ApiKey, at: datetime) -> int | None:
    """Which of the warnings a live key is due for: the last that applies."""
    return min((days for days in WARNED_BEFORE if key.expires_at - at <= timedelta(days=days)), default=None)


async def expiring(session: AsyncSession) -> Sequence[ApiKey]:
    """Live keys that end within the first warning, the next at the top. One that has a successor needs no care."""
    at = now()
    live = (col(ApiKey.revoked_at).is_(None), col(ApiKey.expires_at) > at)
    keys = (await session.exec(select(ApiKey).where(*live).order_by(col(ApiKey.expires_at)))).all()
    soon = at + timedelta(days=WARNED_BEFORE[0])
    replaced = {(each.name, str(each.scope), each.permission) for each in keys if each.expires_at > soon}
    ending = [each for each in keys if each.expires_at <= soon]
    return [each for each in ending if (each.name, str(each.scope), each.permission) not in replaced]


async def warn(session: AsyncSession) -> list[tuple[ApiKey, int]]:
    """Write down the warnings that are due and not written yet."""
    at = now()
    written = []
    for key in await expiring(session):
        days = threshold(key, at)
        row = insert(KeyWarning).values(key_id=key.id, days=days, warned_at=at).on_conflict_do_nothing()
        if days and (await session.exec(row.returning(col(KeyWarning.days)))).first():
            log.warning("key expires soon", key=key.prefix, days=days)
            written.append((key, days))
    return written
