"""The feed: how near it comes to the stored versions by bare asyncpg, how soon it tells, and what a page costs when there
are many changes.

Its rows stand beside those of `bench.__main__`; an empty route answers nothing after the look-up of the key: a bare one
(`bench.limit`), and one of the product's own site (`bench.empty`)."""

import asyncio
import json
import time
import urllib.request
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import httpx
from sqlalchemy import text

from backend import db, wiring
from bench import servers
from bench.empty import PATH as EMPTY
from bench.load import Job, Seen
from bench.table import Row

PAGE = 500
WRITERS, WRITES = 12, 10
LAG = 50.0  # ms
COPIES = text("""
INSERT INTO project_versions (seq, project_id, code, version, operation, at, via, changed, digest, shape, document)
SELECT top.seq + n, first.project_id, first.code, top.version + n, first.operation, top.at, first.via, first.changed,
    first.digest, first.shape, '{}'
FROM (SELECT max(seq) AS seq, max(version) AS version, max(at) AS at FROM project_versions) AS top,
    (SELECT * FROM project_versions ORDER BY seq LIMIT 1) AS first, generate_series(1, :count) AS n
""")


def rows(url: str, key: str, rounds: int, many: int) -> list[Row]:
    bearer = {"authorization": f"Bearer {key}"}
    with (
        servers.serving("backend.app:create_app", url, factory=True) as ours,
        servers.serving("bench.limit:app", url, factory=False) as bare,
        servers.serving("bench.empty:create", url, factory=True) as own,
    ):
        told = [_full_load(ours, bare, bearer)]
        for beside, port, path in (("a bare", bare, "/empty"), ("the site's own", own, EMPTY)):
            told.append(_nothing_new(beside, ours, Job(port, path, bearer, rounds)))
        told.append(asyncio.run(_lag(ours, bearer)))
        few = _page(ours, bearer, rounds)
        asyncio.run(_copy(url, many))
        told.append(_same(few, _page(ours, bearer, rounds), many))
    return told


def _full_load(ours: int, bare: int, bearer: dict[str, str]) -> Row:
    """All pages one after another, as a new consumer asks; bare, the same texts by their numbers."""
    paths = ["/api/v1/changes?limit=500"]
    while True:
        page = _get(ours, paths[-1], bearer)
        if not page["items"]:
            break
        paths.append(f"/api/v1/changes?limit={PAGE}&after={quote(page['next'])}")
    limit = [f"/feed/{number * PAGE}" for number in range(len(paths))]
    job = Job(ours, "", bearer, len(paths), clients=1, paths=paths)
    got, least = _better(job, replace(job, port=bare, paths=limit))
    note = f"{len(paths)} pages of {PAGE}, {got.bytes_each:,} bytes each"
    return _row("feed: full load", 0.5, got, least, note)


def _nothing_new(beside: str, ours: int, empty: Job) -> Row:
    cursor = quote(_get(ours, "/api/v1/changes?after=now", empty.headers)["next"])
    got, least = _better(replace(empty, port=ours, path=f"/api/v1/changes?after={cursor}"), empty)
    note = f"p50 {got.p50_ms:.1f} ms, p99 {got.p99_ms:.1f} ms"
    return _row(f"feed: nothing new, beside {beside} empty route", 0.8, got, least, note)


async def _lag(port: int, bearer: dict[str, str]) -> Row:
    """From when a writer has its answer until who waits has the entry, while twelve write."""
    written: dict[str, float] = {}
    told: dict[str, float] = {}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/api/v1/", headers=bearer, timeout=60) as api:

        async def write(writer: int) -> None:
            for turn in range(WRITES):
                code, mark = f"B-{writer:06}", f"{writer}-{turn}"
                await api.patch(f"projects/{code}", json={"remark": mark}, headers={"if-match": "*"})
                written[mark] = time.perf_counter()

        async def follow(cursor: str) -> None:
            while len(told) < WRITERS * WRITES:
                page = (await api.get("changes", params={"after": cursor, "wait": 30, "limit": 500})).json()
                cursor = page["next"]
                told.update({each["state"]["remark"]: time.perf_counter() for each in page["items"]})

        cursor = (await api.get("changes", params={"after": "now"})).json()["next"]
        await asyncio.gather(follow(cursor), *(write(number) for number in range(WRITERS)))
    lags = sorted(max(0.0, told[mark] - at) * 1000 for mark, at in written.items())
    p50, p99 = lags[len(lags) // 2], lags[int(len(lags) * 0.99)]
    note = f"p50 {p50:.1f} ms, of {len(lags)} writes; the ratio is p99 to {LAG:.0f} ms"
    return Row("feed: lag under 12 writers", f"{p99:.1f} ms", f"{LAG:.0f} ms", p99 / LAG, 1.0, "≤", note)


def _page(port: int, bearer: dict[str, str], rounds: int) -> Seen:
    """A page of a hundred from the middle of the first thousand."""
    cursor = quote(_get(port, "/api/v1/changes?limit=400", bearer)["next"])
    job = Job(port, f"/api/v1/changes?limit=100&after={cursor}", bearer, max(50, rounds // 4))
    servers.load(replace(job, requests=20))
    return max((servers.load(job) for _ in range(2)), key=lambda seen: seen.per_second)


def _same(few: Seen, among_many: Seen, many: int) -> Row:
    note = f"a page of 100 before and after {many:,} more changes; ± 20 %"
    got, limit = f"{among_many.per_second:,.0f}/s", f"{few.per_second:,.0f}/s"
    return Row("feed: a page among many", got, limit, among_many.per_second / few.per_second, 0.8, note=note)


async def _copy(url: str, many: int) -> None:
    """By one statement, with nothing that follows from a change: only the number of entries matters here."""
    async with wiring.house_at(url), db.sessions.begin() as session:
        await db.ask(session, COPIES, count=many)


def _better(ours: Job, bare: Job) -> tuple[Seen, Seen]:
    """Each one's better round of two, in turn: others use the machine too."""
    pairs = [(servers.load(ours), servers.load(bare)) for _ in range(2)]
    got, least = (max(seen, key=lambda each: each.per_second) for seen in zip(*pairs, strict=True))
    return got, least


def _row(what: str, goal: float, got: Seen, limit: Seen, note: str) -> Row:
    ratio = got.per_second / limit.per_second
    return Row(what, f"{got.per_second:,.1f}/s", f"{limit.per_second:,.1f}/s", ratio, goal, note=note)


def _get(port: int, path: str, headers: dict[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request) as answer:
        told: dict[str, Any] = json.load(answer)
        return told
