"""Taking one's turn: whoever holds it sees everything committed before, until their own transaction has ended.

The record of changes takes its numbers under the same lock (see the migration `record of changes`)."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db

TAKE_TURN = text("SELECT pg_advisory_xact_lock(7301), set_config('plan_cache_mode', 'force_generic_plan', true)")
"""What follows until the commit is found by keys, in a few large statements that are the same each time: PostgreSQL
would spend three times as long on planning the reading of a project's rows anew as on reading them."""


async def take(session: AsyncSession) -> None:
    await db.sql(session, TAKE_TURN)
