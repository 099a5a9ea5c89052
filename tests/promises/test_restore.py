"""A restore renews the epoch: old cursors are 410 with a link to start again, and a new load equals the checksum."""

import hashlib
import subprocess
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psycopg
import pytest
from sqlmodel import select

from backend import db, postgres
from backend.accounts.models import Permission
from backend.app import connected, create_app
from backend.db import libpq_url
from backend.postgres import program
from backend.projects.models import Project
from tests import databases, signing
from tests.feed.conftest import follow

API = "/api/v1"
LOST = "W-6"
"""Written after the dump: whoever restores loses it, and whoever followed must learn so."""


@pytest.fixture
async def key(committed):
    async with db.begin(via="cli") as session:
        session.add_all(
            Project(code=f"W-{number}", name=f"项目{number}", short_name="项", kind="road") for number in range(6)
        )
        return await signing.key(session, Permission.READ)


@asynccontextmanager
async def lived_on(url, key):
    """The house served from that database for once: what its program is told."""
    site = create_app(url)
    async with connected(url)(site):
        transport = httpx.ASGITransport(site, raise_app_exceptions=False)
        headers = {"authorization": f"Bearer {key}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as program:
            yield program


def dumped(url, file):
    ran("pg_dump", "--format=custom", f"--file={file}", libpq_url(url))


def restored(url, file):
    ran("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={libpq_url(url)}", file)


def ran(name, *arguments):
    done = subprocess.run([program(name), *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


async def followed_until_the_end(url, key):
    """Reads all there is, and one project more that comes after the dump was made."""
    async with lived_on(url, key) as program:
        async with db.begin(via="cli") as session:
            session.add(Project(code=LOST, name="备份之后的", short_name="后", kind="road"))
        entries, cursor = await follow(program, limit=500)
        assert [each["project"] for each in entries][-1] == LOST
    return cursor


async def is_begun_again(url, key, cursor):
    async with lived_on(url, key) as program:
        for place in (f"changes?after={cursor}", f"checksum?at={cursor}"):
            gone = await program.get(f"{API}/{place}")
            assert (gone.status_code, gone.json()["code"]) == (410, "gone")
        again = gone.json()["restart"]
        page = (await program.get(again, params={"limit": 500})).json()
        mirror = {each["project"]: each["version"] for each in page["items"]}
        assert sorted(mirror) == [f"W-{number}" for number in range(6)]
        lines = sorted(f"{code} {version}\n".encode() for code, version in mirror.items())
        told = (await program.get(f"{API}/checksum", params={"at": page["next"]})).json()
        assert (told["count"], told["digest"]) == (len(lines), hashlib.sha256(b"".join(lines)).hexdigest())
        return page["next"]


async def cursor_still_good(url, key, cursor):
    async with lived_on(url, key) as program:
        return (await program.get(f"{API}/changes?after={cursor}")).status_code == 200


async def test_restored_into_the_same_cluster_an_old_cursor_is_410_and_a_new_load_equals_the_checksum(
    committed, key, tmp_path
):
    dumped(committed, tmp_path / "dump")
    cursor = await followed_until_the_end(committed, key)
    assert await cursor_still_good(committed, key, cursor), "a restart alone is no restore"
    name = databases.name_of(committed)
    with databases.database(committed, f"{name}_again") as url:
        restored(url, tmp_path / "dump")
        fresh = await is_begun_again(url, key, cursor)
        assert await cursor_still_good(url, key, fresh)
    emptied(committed)
    restored(committed, tmp_path / "dump")
    await is_begun_again(committed, key, cursor)


def emptied(url):
    """As `pg_restore --clean` or a person would, in the very same database."""
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


async def test_restored_into_a_new_cluster_an_old_cursor_is_410_and_a_new_load_equals_the_checksum(
    committed, key, tmp_path
):
    dumped(committed, tmp_path / "dump")
    cursor = await followed_until_the_end(committed, key)
    with TemporaryDirectory(prefix="sanpi-") as folder, postgres.running(Path(folder), durable=False) as server:
        postgres.create_database(server, "restored")
        url = server.sqlalchemy_url("restored")
        restored(url, tmp_path / "dump")
        fresh = await is_begun_again(url, key, cursor)
        assert await cursor_still_good(url, key, fresh)
        async with lived_on(url, key):
            async with db.begin(via="cli") as session:
                session.add(Project(code=LOST, name="又登记一次", short_name="又", kind="road"))
            async with db.sessions() as session:
                assert len((await session.exec(select(Project))).all()) == 7
