"""How often a key may ask, counted for all processes together."""

import math
import re
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from backend import clock, db
from backend.accounts import allowance
from backend.accounts.models import ApiKey, KeyUse
from backend.clock import now, today
from backend.config import settings
from bench.servers import serving
from tests import signing
from tests.api.test_listing import counted

UNITS = "/api/v1/units"


@pytest.fixture
def narrow(monkeypatch):
    """Five at once, and then one every ten seconds."""
    monkeypatch.setattr(settings, "api_burst", 5)
    monkeypatch.setattr(settings, "api_rate", 0.1)


def told(answer):
    return {name: int(value) for name, value in re.findall(r";([rt])=(\d+)", answer.headers["ratelimit"])}


async def test_a_burst_is_answered_and_what_comes_then_is_told_when_to_come_again(client, session, narrow):
    program = client(await signing.key(session))
    for left in (4, 3, 2, 1, 0):
        answer = await program.get(UNITS)
        assert answer.status_code == 200
        assert told(answer) == {"r": left, "t": (5 - left) * 10}
    refused = await program.get(UNITS)
    assert refused.status_code == 429
    assert refused.json()["code"] == "too_many_requests"
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 10
    assert refused.headers["ratelimit-policy"] == '"key";q=5;w=50'
    assert told(refused)["r"] == 0


async def test_each_key_has_its_own_allowance(client, session, narrow):
    busy, calm = client(await signing.key(session)), client(await signing.key(session))
    for _ in range(6):
        last = await busy.get(UNITS)
    assert last.status_code == 429
    assert (await calm.get(UNITS)).status_code == 200


async def test_what_is_not_modified_costs_nothing(client, session, narrow):
    program = client(await signing.key(session))
    tag = (await program.get(UNITS)).headers["etag"]
    for _ in range(20):
        unchanged = await program.get(UNITS, headers={"if-none-match": tag})
        assert unchanged.status_code == 304
        assert told(unchanged)["r"] == 4


async def test_an_allowance_fills_again_with_time(client, session, monkeypatch):
    monkeypatch.setattr(settings, "api_burst", 2)
    monkeypatch.setattr(settings, "api_rate", 50)
    program = client(await signing.key(session))
    statuses = [(await program.get(UNITS)).status_code for _ in range(40)]
    assert statuses[:2] == [200, 200]
    assert 200 in statuses[2:], "as time passes"


async def test_a_key_that_is_not_there_has_no_allowance_and_leaves_no_trace(client, session):
    token = await signing.key(session)
    await session.delete((await session.exec(select(ApiKey))).one())
    await session.flush()
    answer = await client(token).get(UNITS)
    assert answer.status_code == 401
    assert "ratelimit" not in answer.headers
    assert not any(share.left for share in allowance.shares.values() if share.until == allowance.LONG_AGO)


async def test_of_twenty_requests_nineteen_cost_no_statement_of_their_own(client, session, engine):
    program = client(await signing.key(session))
    with counted(engine) as statements:
        for _ in range(20):
            await program.get(UNITS)
    assert sum("key_allowances" in each for each in statements) == 3  # opened and taken from, once


@contextmanager
def two_processes(url, monkeypatch, **given):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("bench.servers.UNLIMITED", {})
    app = "backend.app:create_app"
    with serving(app, url, factory=True) as one, serving(app, url, factory=True) as other:
        yield one, other


async def test_two_processes_share_one_allowance_and_write_down_what_was_called(committed, monkeypatch):
    async with db.begin(via="cli") as session:
        key = await signing.key(session)
    limits = {"SANPI_API_BURST": "60", "SANPI_API_RATE": "1"}
    with two_processes(committed, monkeypatch, **limits) as ports:
        statuses = []
        async with httpx.AsyncClient(headers={"authorization": f"Bearer {key}"}) as program:
            began = now()
            for number in range(120):
                answer = await program.get(f"http://127.0.0.1:{ports[number % 2]}{UNITS}")
                statuses.append(answer.status_code)
        passed = (now() - began).total_seconds()
    allowed = statuses.count(200)
    assert statuses[:50] == [200] * 50
    assert 59 <= allowed <= 60 + math.ceil(passed) + 1
    async with db.sessions() as session:
        assert (await session.exec(select(KeyUse.calls))).one() == allowed


async def test_calls_are_counted_by_day(client, session):
    program = client(await signing.key(session))
    for days in (2, 1, 0):
        with clock.set_to(now() - timedelta(days=days)):
            for _ in range(3):
                await program.get(UNITS)
    await allowance.write_down()
    uses = (await session.exec(select(KeyUse.day, KeyUse.calls).order_by(KeyUse.day))).all()
    assert uses == [(today() - timedelta(days=days), 3) for days in (2, 1, 0)]
