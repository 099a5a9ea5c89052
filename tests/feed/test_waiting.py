"""A reader that waits is answered as soon as something is committed, and holds no connection meanwhile."""

import asyncio
import time

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import update

from backend import db
from backend.accounts.models import ApiKey
from backend.app import create_app
from backend.clock import now
from backend.feed.listening import bell
from backend.projects.models import Project
from tests import signing
from tests.feed.conftest import API


@pytest.fixture
async def program(committed):
    async with db.begin(via="cli") as session:
        key = await signing.key(session)
    transport = httpx.ASGITransport(create_app(), raise_app_exceptions=False)
    headers = {"authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as program:
        yield program
    bell.hang_up()


async def make(code, area=None):
    async with db.begin(via="cli") as session:
        session.add(Project(code=code, name=f"项目{code}", short_name=code, kind="road", area=area))


async def waiting(program, wait=5):
    """A request that waits by now, and holds no connection."""
    request = asyncio.create_task(program.get(f"{API}/changes?after=now&wait={wait}"))
    for _ in range(200):
        await asyncio.sleep(0.01)
        if bell._listener and db.sessions.kw["bind"].pool.checkedout() == 0:
            return request
    raise AssertionError("it still holds a connection")


async def test_who_waits_is_answered_at_once_when_something_is_committed(program):
    request = await waiting(program)
    began = time.monotonic()
    await make("A")
    page = (await request).json()
    assert time.monotonic() - began < 2
    assert [each["project"] for each in page["items"]] == ["A"]


async def test_a_wait_ends_empty_when_nothing_comes(program):
    began = time.monotonic()
    async with asyncio.timeout(60):
        page = (await program.get(f"{API}/changes?after=now&wait=1")).json()
    assert page["items"] == []
    assert time.monotonic() - began > 0.9  # it did wait


async def test_fifty_wait_with_one_listener_and_no_connection(program, committed):
    requests = [await waiting(program) for _ in range(50)]
    async with db.sessions() as session:
        query = text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        assert (await db.sql(session, query)).scalar_one() == 1
    await make("A")
    answers = await asyncio.gather(*requests)
    assert {each.json()["items"][0]["project"] for each in answers} == {"A"}


async def test_a_listener_that_was_cut_off_is_replaced_and_what_was_missed_is_told(program):
    request = await waiting(program, wait=10)
    async with db.sessions() as session:
        cut = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        assert (await db.sql(session, cut)).scalar_one() is True
    await make("A")
    assert [each["project"] for each in (await request).json()["items"]] == ["A"]


async def test_a_key_that_is_revoked_while_it_waits_is_told_nothing_more(program):
    request = await waiting(program)
    async with db.begin(via="cli") as session:
        await session.exec(update(ApiKey).values(revoked_at=now()))
        session.add(Project(code="A", name="项目", short_name="A", kind="road"))
    assert (await request).status_code == 401


async def test_when_the_house_closes_who_waits_is_answered(program):
    request = await waiting(program, wait=30)
    bell.close()
    assert (await asyncio.wait_for(request, 2)).json()["items"] == []
