"""The feed: ordered by commit, at least once, never a gap; what you ask after a cursor is everything since."""

import asyncio
import os
import random
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import select

from backend import db
from backend.accounts.models import Permission
from backend.projects.models import Classification, Project
from backend.projects.vocabulary import Scheme
from bench.servers import serving
from tests import signing
from tests.feed.test_checksum import mirrored, summed

API = "/api/v1"
WRITERS = 12
WRITES = int(os.environ.get("SANPI_PROOF_WRITES", "12"))
"""Of each writer; `make proofs` has 200."""
PROJECTS = int(os.environ.get("SANPI_PROOF_PROJECTS", "300"))
"""Read page by page; `make proofs` has 5,000."""
SLOW_SECONDS = 2.0


@pytest.fixture
async def key(committed):
    async with db.begin(via="cli") as session:
        session.add_all(
            Classification(scheme=scheme, code=code, label=code)
            for scheme, code in ((Scheme.KIND, "road"), (Scheme.AREA, "town"), (Scheme.AREA, "zone"))
        )
        return await signing.key(session, Permission.WRITE)


@asynccontextmanager
async def program_of(port, key):
    headers = {"authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as program:
        yield program


async def write(program, writer, chance):
    """Projects of its own, and changes of one that all writers share; one in five is refused and rolled back."""
    taken = 0
    for number in range(WRITES):
        await asyncio.sleep(chance.random() * 0.02)
        new = {"code": f"W-{writer}-{number}", "name": "某某项目", "short_name": "项目", "kind": "road"}
        turn = chance.random()
        if turn < 0.2:
            answer = await program.post(f"{API}/projects", json=new | {"area": "moon"})
            assert answer.status_code == 422
        elif turn < 0.6:
            answer = await program.post(f"{API}/projects", json=new, headers={"idempotency-key": new["code"]})
            assert answer.status_code == 201
            taken += 1
        else:
            remark = {"remark": f"{writer}-{number}"}
            answer = await program.patch(f"{API}/projects/SHARED", json=remark, headers={"if-match": "*"})
            assert answer.status_code == 200
            taken += 1
    return taken


async def write_slowly():
    """One transaction that has written long before it commits, while the others go on."""
    async with db.begin(via="api") as session:
        session.add(Project(code="SLOW", name="慢项目", short_name="慢", kind="road"))
        await session.flush()
        await asyncio.sleep(SLOW_SECONDS)


async def consume(program, stop):
    """As the zone does: after the last cursor, waiting for what comes."""
    seen, after = [], ""
    while True:
        last = stop.is_set()
        page = (
            await program.get(f"{API}/changes", params={"after": after, "limit": 50, "wait": 0 if last else 1})
        ).json()
        seen, after = seen + page["items"], page["next"]
        if last and not page["items"]:
            return seen, after


async def test_twelve_writers_with_delays_rollbacks_and_a_slow_transaction_nothing_is_missed(committed, key):
    stop, chance = asyncio.Event(), random.Random(7)
    shared = {"code": "SHARED", "name": "大家都改的", "short_name": "大家", "kind": "road"}
    with serving("backend.app:create_app", committed, factory=True) as port:
        async with program_of(port, key) as program:
            assert (await program.post(f"{API}/projects", json=shared)).status_code == 201
            consuming = asyncio.create_task(consume(program, stop))
            writers = (write(program, number, random.Random(chance.random())) for number in range(WRITERS))
            _, *taken = await asyncio.gather(write_slowly(), *writers)
            stop.set()
            seen, after = await consuming
            told = (await program.get(f"{API}/checksum", params={"at": after})).json()
            whole = await everything(program)
    assert [each["seq"] for each in seen] == list(range(1, 3 + sum(taken))), "0 missed, dense, in order"
    assert summed(mirrored(seen)) == (told["count"], told["digest"])
    assert {each["project"]: each["state"] for each in seen} == whole
    assert sum(taken) > WRITERS * WRITES / 2


async def everything(program):
    found, cursor = {}, ""
    while cursor is not None:
        page = (await program.get(f"{API}/projects", params={"limit": 500, "cursor": cursor})).json()
        found |= {each["code"]: each for each in page["items"]}
        cursor = page["next"]
    return found


async def paged(program, **asked):
    """All that a list has, in pages of 25, and how often each was there."""
    seen, cursor = [], ""
    while cursor is not None:
        page = (await program.get(f"{API}/projects", params=asked | {"limit": PROJECTS // 25, "cursor": cursor})).json()
        seen += [each["code"] for each in page["items"]]
        cursor = page["next"]
        await asyncio.sleep(0.02)
    return seen


async def change_until(stop, chance):
    """Some fifty writes a second: projects that move in every order there is, and new ones."""
    number = 0
    while not stop.is_set():
        async with db.begin(via="cli") as session:
            which = f"P-{chance.randrange(PROJECTS):05}"
            project = (await session.exec(select(Project).where(Project.code == which))).one()
            project.name, project.remark = f"{chance.choice('安百川东方')}{number}", str(number)
            session.add(Project(code=f"N-{number:05}", name="后来的", short_name="后", kind="road"))
        number += 1
        await asyncio.sleep(0.02)
    return number


async def test_paging_while_others_write_loses_none(committed, key):
    """By its code, a project that was there all the time is there once. In an order that writing changes, the list is
    read as of one moment, and is whole and without doubles however long it takes."""
    for start in range(0, PROJECTS, 200):
        async with db.begin(via="cli") as session:
            session.add_all(
                Project(code=f"P-{number:05}", name=f"项目{number}", short_name="项", kind="road")
                for number in range(start, min(start + 200, PROJECTS))
            )
    there = [f"P-{number:05}" for number in range(PROJECTS)]
    stop = asyncio.Event()
    with serving("backend.app:create_app", committed, factory=True) as port:
        async with program_of(port, key) as program, db.sessions() as session:
            now = (await db.ask(session, text("SELECT clock_timestamp()"))).scalar_one().isoformat()
            writing = asyncio.create_task(change_until(stop, random.Random(5)))
            try:
                by_code = await paged(program)
                then = {sort: await paged(program, sort=sort, as_of=now) for sort in ("code", "name", "updated_at")}
            finally:
                stop.set()
            assert await writing > 5
    assert [code for code in by_code if code.startswith("P-")] == there
    assert {sort: sorted(codes) for sort, codes in then.items()} == dict.fromkeys(then, there)


async def test_moved_out_of_scope_revoked_deleted_and_come_back(committed, site, client_of, key):
    """What a key of the town is told of a project, and what a revoked key is."""
    async with db.begin(via="cli") as session:
        town = await signing.key(session, Permission.READ, name="镇", scope={"area": "town"}, prefix="town")
        session.add(Project(code="A", name="项目", short_name="项", kind="road", area="town"))
    program, wide = client_of(town), client_of(key)

    async def move(area):
        async with db.begin(via="cli") as session:
            (await session.exec(select(Project).where(Project.code == "A"))).one().area = area

    after, told = "", []
    for step in ("town", "zone", "town", None):
        if step is None:
            async with db.begin(via="cli") as session:
                await session.delete((await session.exec(select(Project).where(Project.code == "A"))).one())
        else:
            await move(step)
        page = (await program.get(f"{API}/changes", params={"after": after})).json()
        told += [each["operation"] for each in page["items"]]
        after = page["next"]
    assert told == ["upsert", "left_scope", "upsert", "deleted"]
    async with db.begin(via="cli") as session:
        session.add(Project(code="A", name="又一个", short_name="又", kind="road", area="town"))
    assert [
        each["operation"] for each in (await program.get(f"{API}/changes", params={"after": after})).json()["items"]
    ] == ["upsert"]
    whole = (await wide.get(f"{API}/changes?limit=500")).json()["items"]
    assert [each["operation"] for each in whole] == ["upsert", "upsert", "upsert", "deleted", "upsert"]
    async with db.begin(via="cli") as session:
        await db.sql(session, text("UPDATE api_keys SET revoked_at = now() WHERE prefix = 'town'"))
    refused = await program.get(f"{API}/changes", params={"after": after})
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
