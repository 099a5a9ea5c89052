"""A list as of a past moment beside the list of today: 52 versions of each project, written as the house leaves them."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy import text

from backend import db, wiring
from bench import servers, world
from bench.load import Job
from bench.table import Row

VERSIONS = 52
"""Of each project: one a week for a year. 5,000 projects have 260,000."""
STEP = timedelta(milliseconds=20)
"""A week, so to speak: the clock of the database cannot be set back."""
LATEST = text("SELECT max(at) FROM project_versions")
AGAIN = text("""
WITH again AS (
    SELECT s.project_id, s.code, s.version + 1 AS version, v.document,
        (SELECT max(seq) FROM project_versions) + row_number() OVER (ORDER BY s.code) AS seq
    FROM summaries s JOIN project_versions v ON v.seq = s.seq
), written AS (
    INSERT INTO project_versions (seq, project_id, code, version, operation, at, via, changed, digest, document)
    SELECT seq, project_id, code, version, 'upsert', :at, 'bench', '{}', 'again', document FROM again
)
UPDATE summaries s SET seq = again.seq, version = again.version, updated_at = :at
FROM again WHERE again.project_id = s.project_id
""")


async def prepare(url: str, projects: int) -> tuple[str, datetime]:
    """The key to ask with, and the moment of the first state."""
    async with wiring.house_at(url):
        await world.build(projects, 1)
        key = await world.key()
        async with db.sessions() as session:
            first: datetime = (await db.sql(session, LATEST)).scalar_one()
        for week in range(1, VERSIONS):
            async with db.sessions.begin() as session:
                await db.sql(session, AGAIN, at=first + week * STEP)
        async with db.sessions() as session:
            connection = await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
            await connection.execute(text("ANALYZE"))
    return key, first


def rows(url: str, projects: int, rounds: int) -> list[Row]:
    key, first = asyncio.run(prepare(url, projects))
    with servers.serving("backend.app:create_app", url, factory=True) as port:
        today = Job(port, "/api/v1/projects?limit=100", {"authorization": f"Bearer {key}"}, rounds, clients=1)
        filtered = replace(today, path=f"{today.path}&kind=road&sort=signal")
        moments = {"last week": first + (VERSIONS - 1.5) * STEP, "half a year ago": first + VERSIONS // 2 * STEP}
        return [
            compare(f"{what} as of {when}", job, replace(job, path=f"{job.path}&as_of={quote(moment.isoformat())}"))
            for what, job in (("list of 100", today), ("list by filter", filtered))
            for when, moment in moments.items()
        ]


def compare(what: str, today: Job, then: Job) -> Row:
    """One client at a time, in turn, and of each its better round: what is compared is the time of an answer."""
    for job in (today, then):
        servers.load(replace(job, requests=20))
    pairs = [(servers.load(today), servers.load(then)) for _ in range(2)]
    now, past = (min(seen, key=lambda each: each.p50_ms) for seen in zip(*pairs, strict=True))
    if {*now.statuses, *past.statuses} != {"200"}:
        raise SystemExit(f"{what}: answered {past.statuses}")
    note = f"{past.bytes_each:,} bytes, p99 {past.p99_ms:.0f} ms beside {now.p99_ms:.0f} ms"
    return Row(what, f"{past.p50_ms:.1f} ms", f"{now.p50_ms:.1f} ms", past.p50_ms / now.p50_ms, 3, "≤", note)
