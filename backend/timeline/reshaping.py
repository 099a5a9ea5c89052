"""When the document has got another shape, the documents that stand are written anew, part by part, by the worker.

Each becomes a version like any other, so that lists, feed and mirrors get it; the versions before it stay as they
were written. What is still to be done is read from the rows: it may be broken off, and done by several, at any time."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.feed import turn
from backend.timeline.document import SHAPE
from backend.timeline.settling import write_anew

AT_ONCE = 20
"""Projects a transaction: for as long as it writes them, everybody else who writes waits."""
VIA = "reshape"
OLDER = text("""
    SELECT s.project_id, count(*) OVER () FROM summaries s JOIN project_versions v ON v.seq = s.seq
    WHERE v.shape < :shape ORDER BY s.seq LIMIT :most
""")


async def bring_up(session: AsyncSession) -> tuple[int, int]:
    """How many were written, and how many are left. Looked up first without the turn: mostly there is nothing."""
    if not (await db.ask(session, OLDER, shape=SHAPE, most=1)).all():
        return 0, 0
    await turn.take(session)
    found = (await db.ask(session, OLDER, shape=SHAPE, most=AT_ONCE)).all()
    await write_anew(session, [project_id for project_id, _ in found], VIA)
    return len(found), sum(standing for _, standing in found[:1]) - len(found)
