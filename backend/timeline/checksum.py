"""What a consumer must hold at a place of the feed, in a number and a digest, so that it can prove that it has all.

The digest is the SHA-256 of one line a project, `code`, a space, `version` and a line feed, in the order of the bytes
of the codes. Projects that did not change after the place stand in the summaries of today; of the others, what stood
is the version before the first that came after it. So it costs what there is, never what there has been."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts import scopes
from backend.accounts.actor import Actor
from backend.timeline.following import Place

SUMMED = """
SELECT count(*), encode(sha256(convert_to(
    coalesce(string_agg(code || ' ' || version || E'\n', '' ORDER BY code COLLATE "C"), ''), 'UTF8')), 'hex')
FROM (SELECT code, version FROM unchanged UNION ALL SELECT code, version FROM changed) AS stood
"""
STOOD = """
WITH later AS (
    SELECT project_id, min(version) AS first FROM project_versions WHERE seq > :seq GROUP BY project_id
), unchanged AS (
    SELECT code, version FROM summaries WHERE seq <= :seq
), changed AS (
    SELECT v.code, v.version FROM later l
    JOIN project_versions v ON v.project_id = l.project_id AND v.version = l.first - 1 AND v.operation = 'upsert'
)
"""
STOOD_IN_SCOPE = """
WITH later AS (
    SELECT DISTINCT ON (v.project_id) v.project_id, v.version AS first, e.step
    FROM scope_entries e JOIN project_versions v USING (seq)
    WHERE e.scope = :scope AND e.seq > :seq ORDER BY v.project_id, e.seq
), unchanged AS (
    SELECT s.code, s.version FROM scope_entries e JOIN summaries s USING (seq)
    WHERE e.scope = :scope AND e.seq <= :seq AND e.step <> 'left'
), changed AS (
    SELECT v.code, v.version FROM later l
    JOIN project_versions v ON v.project_id = l.project_id AND v.version = l.first - 1
    WHERE l.step <> 'entered'
)
"""
OF_ALL, OF_SCOPE = (text(f"{stood}{SUMMED}") for stood in (STOOD, STOOD_IN_SCOPE))


@dataclass(frozen=True)
class Sum:
    count: int
    digest: str


async def of(session: AsyncSession, actor: Actor, place: Place) -> Sum:
    """Of the projects in the actor's sight as they stood behind that place."""
    if actor.sees_all:
        return Sum(*(await db.ask(session, OF_ALL, seq=place.seq)).one())
    scope = scopes.as_text(actor.scope)
    return Sum(*(await db.ask(session, OF_SCOPE, seq=place.seq, scope=scope)).one())
