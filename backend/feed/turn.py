"""Taking one's turn: whoever holds it sees everything committed before, until their own transaction has ended.

The record of changes takes its numbers under the same lock (see the migration `record of changes`)."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db

TAKE_TURN = text("SELECT pg_advisory_xact_lock(7301)")


async def take(session: AsyncSession) -> None:
    await db.sql(session, TAKE_TURN)
