"""Noticing that a hook has something to tell. One statement looks for all hooks; one message at a time is under way
for each, so that what happens meanwhile, and in a short rest after, is told of at once."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, jobs
from backend.clock import now
from backend.ids import uuid7

TASK = "hooks.send"
REST = timedelta(seconds=5)
"""Between two messages to one platform."""

BEHIND = text("""
SELECT h.id FROM hooks h JOIN hook_states s ON s.hook_id = h.id
WHERE h.ended_at IS NULL AND s.disabled_at IS NULL AND s.rung_at IS NULL
AND (s.last_sent_at IS NULL OR s.last_sent_at <= CAST(:rested AS timestamptz))
AND EXISTS (SELECT FROM api_keys k WHERE k.name = h.name AND k.scope = h.scope AND k.revoked_at IS NULL
    AND k.expires_at > CAST(:now AS timestamptz))
AND s.told_seq <> CASE WHEN h.scope = '{}' THEN
    coalesce((SELECT max(seq) FROM project_versions), 0)
ELSE
    coalesce((SELECT max(e.seq) FROM scope_entries e, jsonb_each_text(h.scope) AS part
        WHERE e.scope = part.key || ':' || part.value), 0)
END
""")
RING = text("""
UPDATE hook_states SET rung_at = CAST(:now AS timestamptz), message_id = :message, tries = 0, next_try_at = NULL
WHERE hook_id = :hook AND rung_at IS NULL AND disabled_at IS NULL RETURNING hook_id
""")


async def ring_all() -> None:
    async with db.sessions() as session:
        behind = (await db.ask(session, BEHIND, now=now(), rested=now() - REST)).scalars().all()
    for hook_id in behind:
        async with db.begin(via="worker") as session:
            await ring(session, hook_id)


async def ring(session: AsyncSession, hook_id: UUID) -> None:
    """Begin a message, unless another worker just did."""
    begun = await db.sql(session, RING, hook=hook_id, now=now(), message=f"msg_{uuid7().hex}")
    if begun.one_or_none():
        await jobs.enqueue(session, TASK, hook_id=str(hook_id))
