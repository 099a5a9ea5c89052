"""`make bench-quick`: how near the product comes to what the database and the wire allow, as ratios in one run."""

import argparse
import asyncio
import json
import urllib.request
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from backend import migrating, postgres, wiring
from backend.config import settings
from bench import as_of, feed, papers, servers, world
from bench.empty import PATH as EMPTY
from bench.load import Job, Seen
from bench.table import Row, console, report

FINE = {"200", "201", "204", "304"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--paper", action="store_true", help="briefs and the appendix alone")
    parser.add_argument("--api", action="store_true", help="the API and its feed alone")
    asked = parser.parse_args()
    quick = asked.quick
    projects, weeks, rounds, many = (1_000, 4, 300, 100_000) if quick else (5_000, 12, 1_000, 10_000_000)
    with TemporaryDirectory(prefix="sanpi-bench-") as folder, postgres.running(Path(folder)) as server:
        settings.data_dir = Path(folder)
        if asked.paper:
            report(papers.rows(fresh(server, "papers"), projects), "paper")
            return
        console.print(f"making {projects} projects with {world.MILESTONES} milestones and {weeks} updates …")
        url = fresh(server, "lists")
        key = asyncio.run(prepare(url, projects, weeks))
        rows = measure(url, key, rounds)
        if not asked.api:
            console.print(f"making {as_of.VERSIONS} versions of each project …")
            rows += as_of.rows(fresh(server, "moments"), projects, rounds)
            console.print("printing briefs and an appendix …")
            rows += papers.rows(fresh(server, "papers"), projects)
        console.print(f"following the feed, at last among {many:,} changes …")
        rows += feed.rows(url, key, rounds, many)
    report(rows, "api" if asked.api else f"{projects} projects")


def fresh(server: postgres.Server, name: str) -> str:
    postgres.create_database(server, name)
    url = server.sqlalchemy_url(name)
    migrating.migrate(url)
    return url


async def prepare(url: str, projects: int, weeks: int) -> str:
    async with wiring.house_at(url):
        await world.build(projects, weeks)
        return await world.key()


def measure(url: str, key: str, rounds: int) -> list[Row]:
    bearer = {"authorization": f"Bearer {key}"}
    with (
        servers.serving("backend.app:create_app", url, factory=True) as ours,
        servers.serving("bench.limit:app", url, factory=False) as bare,
        servers.serving("bench.empty:create", url, factory=True) as own,
    ):
        one = "/api/v1/projects/B-000001"
        known = bearer | {"if-none-match": etag(ours, one, bearer)}
        pairs = [
            ("list of 100 projects", 0.5, Job(ours, "/api/v1/projects?limit=100", bearer, rounds), "/list"),
            ("one project", 0.5, Job(ours, one, bearer, rounds * 4), "/single"),
            (
                "one project, unchanged (304), beside a bare empty route",
                0.8,
                Job(ours, one, known, rounds * 4),
                "/empty",
            ),
            ("an update with its changes", 0.5, updates(ours, bearer, rounds), "/update"),
        ]
        unchanged = Job(ours, one, known, rounds * 4)
        empty = replace(unchanged, port=own, path=EMPTY, headers=bearer)
        told = [
            compare("the same 304 beside the site's own empty route", 0.8, unchanged, empty)
        ]  # before it is changed
        told += [
            compare(what, goal, job, replace(job, port=bare, path=path, paths=None)) for what, goal, job, path in pairs
        ]
        return told


def compare(what: str, goal: float, ours: Job, bare: Job) -> Row:
    """Warm both, then measure them in turn, twice, and take each one's better round: others use the machine too."""
    servers.load(replace(bare, requests=50))
    if ours.paths is None:
        servers.load(replace(ours, requests=50))
    pairs = [(servers.load(part(ours, turn)), servers.load(bare)) for turn in (0, 1)]
    got, limit = (max(seen, key=speed) for seen in zip(*pairs, strict=True))
    if wrong := {status for status in got.statuses if status not in FINE}:
        raise SystemExit(f"{what}: answered {wrong}")
    note = f"p50 {got.p50_ms:.1f} ms, p99 {got.p99_ms:.1f} ms, {got.bytes_each:,} bytes"
    return Row(what, f"{speed(got):,.0f}/s", f"{speed(limit):,.0f}/s", speed(got) / speed(limit), goal, note=note)


def speed(seen: Seen) -> float:
    return seen.per_second


def part(job: Job, turn: int) -> Job:
    """Writes cannot be repeated: each turn gets its own half of the addresses."""
    if job.paths is None:
        return job
    half = len(job.paths) // 2
    return replace(job, paths=job.paths[turn * half : (turn + 1) * half], requests=half)


def updates(port: int, bearer: dict[str, str], rounds: int) -> Job:
    """Each update is of another project, as they are in life."""
    said = {"week": "2026-W40", "invested_wan": "620.00", "site_progress": "主体结构施工，设备基础完成过半"}
    paths = [f"/api/v1/projects/B-{number:06}/updates" for number in range(rounds * 2)]
    headers = bearer | {"content-type": "application/json"}
    return Job(port, "", headers, len(paths), method="POST", paths=paths, bodies=[json.dumps(said)])


def etag(port: int, path: str, headers: dict[str, str]) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request) as answer:
        return str(answer.headers["etag"])


if __name__ == "__main__":
    main()
