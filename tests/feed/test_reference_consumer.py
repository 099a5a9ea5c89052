"""What ships in `docs/zone` for the zone's engineers keeps what the feed promises, whatever happens to it."""

import asyncio
import random

import httpx
import pytest
from sqlmodel import func, select

from backend import db
from backend.accounts.models import Permission
from backend.feed import installation
from backend.projects.models import Project
from bench.servers import serving
from tests import signing
from tests.feed.conftest import API
from tests.feed.mirroring import CONSUMER, Mirror

KILLS = 10
AREAS = ("zone", "town", None)


@pytest.fixture
def site(committed):
    with serving("backend.app:create_app", committed, factory=True) as port:
        yield port


@pytest.fixture
async def keys(committed):
    async with db.begin(via="cli") as session:
        wide = await signing.key(session, Permission.READ)
        return wide, await signing.key(session, Permission.READ, name="镇里的平台", scope={"area": "town"})


async def everything(port, key):
    """All projects as the lists of the API tell them."""
    found, cursor = {}, ""
    headers = {"authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers) as program:
        while cursor is not None:
            page = (await program.get(f"{API}/projects", params={"limit": 500, "cursor": cursor})).json()
            found |= {each["code"]: each for each in page["items"]}
            cursor = page["next"]
    return found


async def some_write(chance, number):
    """A project comes, changes, moves, gets another code, or goes."""
    async with db.begin(via="cli") as session:
        projects = (await session.exec(select(Project).order_by(func.random()).limit(3))).all()
        if len(projects) < 3 or chance.random() < 0.4:
            session.add(
                Project(code=f"M-{number}", name="项目", short_name="项", kind="road", area=chance.choice(AREAS))
            )
            return
        changed, moved, gone = projects
        changed.remark, moved.area = f"第{number}次", chance.choice(AREAS)
        if chance.random() < 0.3:
            await session.delete(gone)
        elif chance.random() < 0.3:
            gone.code = f"N-{number}"


async def write_until(stop, chance):
    number = 0
    while not stop.is_set():
        await some_write(chance, number)
        number += 1
        await asyncio.sleep(0.01)


async def test_killed_at_any_point_it_goes_on_and_ends_equal_by_checksum(site, keys, tmp_path):
    chance, stop = random.Random(11), asyncio.Event()
    async with db.begin(via="cli") as session:
        session.add_all(
            Project(code=f"B-{number}", name="项目", short_name="项", kind="road", area=AREAS[number % 3])
            for number in range(700)
        )
    mirrors = [Mirror(tmp_path, site, key) for key in keys]
    writing = asyncio.create_task(write_until(stop, chance))
    for _ in range(KILLS):
        running = [mirror.start() for mirror in mirrors]
        await asyncio.sleep(0.2 + chance.random() * 0.6)
        for mirror, process in zip(mirrors, running, strict=True):
            mirror.kill(process)
    stop.set()
    await writing
    for mirror, key in zip(mirrors, keys, strict=True):
        await asyncio.to_thread(mirror.catch_up)
        assert mirror.held() == await everything(site, key)
        assert mirror.said == "", "it never had to begin again"
    assert mirrors[0].held().keys() > mirrors[1].held().keys() > set()


async def test_after_a_restore_it_begins_again_by_itself_and_ends_equal(site, keys, tmp_path):
    async with db.begin(via="cli") as session:
        session.add_all(Project(code=code, name="项目", short_name="项", kind="road", area="town") for code in "ABC")
    mirrors = [Mirror(tmp_path, site, key) for key in keys]
    for mirror in mirrors:
        await asyncio.to_thread(mirror.catch_up)
    async with db.begin(via="cli") as session:
        await session.delete((await session.exec(select(Project).where(Project.code == "B"))).one())
        await installation.renew_epoch(session)
    for mirror, key in zip(mirrors, keys, strict=True):
        await asyncio.to_thread(mirror.catch_up)
        assert "从头读取：数据库曾从备份恢复" in mirror.said
        assert mirror.held() == await everything(site, key)
        assert set(mirror.held()) == {"A", "C"}


async def test_a_mirror_that_lost_a_row_finds_out_and_heals(site, keys, tmp_path):
    async with db.begin(via="cli") as session:
        session.add_all(Project(code=code, name="项目", short_name="项", kind="road") for code in "AB")
    mirror = Mirror(tmp_path, site, keys[0])
    await asyncio.to_thread(mirror.catch_up)
    mirror.forget("A")
    await asyncio.to_thread(mirror.catch_up)
    assert "核对不一致" in mirror.said
    assert set(mirror.held()) == {"A", "B"}


def test_it_is_at_most_eighty_lines():
    assert len(CONSUMER.read_text(encoding="utf-8").splitlines()) <= 80
