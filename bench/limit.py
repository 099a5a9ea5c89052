"""What the database and the wire allow: the same stored texts by bare asyncpg and a bare ASGI app.

Each route answers with the same bytes as the product's, after the same look-up of the key."""

import os
from datetime import date
from typing import Any

import asyncpg

MONDAY = date(2026, 11, 23)

LIST = """
SELECT '{"items":[' || string_agg(document, ',') || '],"next":null}' FROM (
    SELECT v.document FROM summaries s JOIN project_versions v ON v.seq = s.seq ORDER BY s.code LIMIT 100
) AS page
"""
SINGLE = "SELECT v.document FROM summaries s JOIN project_versions v ON v.seq = s.seq WHERE s.code = 'B-000001'"
FEED = """
SELECT '{"items":[' || string_agg(json_build_object('seq', seq, 'project', code, 'version', version, 'at', at)::text
    || document, ',' ORDER BY seq) || ']}' FROM (
    SELECT * FROM project_versions WHERE seq > $1 ORDER BY seq LIMIT 500
) AS page
"""
KEY = "SELECT permission FROM api_keys WHERE secret_hash = encode(sha256(convert_to($1, 'UTF8')), 'hex')"
INSERT = """
WITH written AS (
    INSERT INTO bare_updates (project_id, week_start, invested, site_progress)
    SELECT id, $1::date, 620, '主体结构施工' FROM projects WHERE code = 'B-000002' RETURNING *
), changed AS (
    INSERT INTO bare_changes (after) SELECT to_jsonb(written) FROM written RETURNING seq
), summed AS (
    SELECT v.document FROM summaries s JOIN project_versions v ON v.seq = s.seq WHERE s.code = 'B-000002'
)
INSERT INTO bare_versions (document) SELECT document FROM summed RETURNING 'ok'
"""
TABLES = """
CREATE TABLE IF NOT EXISTS bare_updates (
    id bigserial PRIMARY KEY, project_id uuid, week_start date, invested numeric(14, 2), site_progress text);
CREATE TABLE IF NOT EXISTS bare_changes (seq bigserial PRIMARY KEY, after jsonb);
CREATE TABLE IF NOT EXISTS bare_versions (seq bigserial PRIMARY KEY, document text);
"""


async def text(connection: Any, query: str, *values: Any) -> bytes:
    return str(await connection.fetchval(query, *values)).encode()


class Bare:
    pool: asyncpg.Pool

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        token = dict(scope["headers"]).get(b"authorization", b"").partition(b" ")[2].decode()
        async with self.pool.acquire() as connection:
            await connection.fetchval(KEY, token)
            body = await self._answer(scope["path"], connection)
        status = 304 if body is None else 200
        await send(
            {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]}
        )
        await send({"type": "http.response.body", "body": body or b""})

    async def _answer(self, path: str, connection: Any) -> bytes | None:
        if path == "/list":
            return await text(connection, LIST)
        if path.startswith("/feed/"):
            return await text(connection, FEED, int(path.removeprefix("/feed/")))
        if path == "/single":
            return await text(connection, SINGLE)
        if path == "/update":
            async with connection.transaction():
                return await text(connection, INSERT, MONDAY)
        return None

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        url = os.environ["SANPI_DATABASE_URL"].replace("postgresql+asyncpg://", "postgresql://")
        self.pool = await asyncpg.create_pool(url, max_size=10)
        await self.pool.execute(TABLES)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.pool.close()
        await send({"type": "lifespan.shutdown.complete"})


app = Bare()
