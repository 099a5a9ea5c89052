"""Many programs at once, on a database in which every request really commits."""

import asyncio
from collections import Counter

import httpx
import pytest

from backend import db
from backend.accounts.models import Permission
from backend.app import create_app
from backend.projects.models import Classification
from backend.projects.vocabulary import Scheme
from tests import signing
from tests.api.conftest import API

NEW = {"code": "ZD-1", "name": "同德科创项目", "short_name": "同德", "kind": "industrial"}
AT_ONCE = 12


@pytest.fixture
async def program(committed):
    async with db.begin(via="cli") as session:
        session.add(Classification(scheme=Scheme.KIND, code="industrial", label="产业"))
        key = await signing.key(session, Permission.WRITE)
    transport = httpx.ASGITransport(create_app(), raise_app_exceptions=False)
    headers = {"authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as program:
        yield program


async def at_once(requests):
    return Counter(answer.status_code for answer in await asyncio.gather(*requests))


async def test_the_same_project_made_at_once_is_made_once(program):
    statuses = await at_once(program.post(f"{API}/projects", json=NEW) for _ in range(AT_ONCE))
    assert statuses == {201: 1, 409: AT_ONCE - 1}
    assert len((await program.get(f"{API}/changes")).json()["items"]) == 1


async def test_of_those_who_change_the_same_version_one_wins_and_the_others_are_told(program):
    tag = (await program.post(f"{API}/projects", json=NEW)).headers["etag"]
    statuses = await at_once(
        program.patch(f"{API}/projects/ZD-1", json={"site": f"{number}号地"}, headers={"if-match": tag})
        for number in range(AT_ONCE)
    )
    assert statuses == {200: 1, 412: AT_ONCE - 1}
    assert (await program.get(f"{API}/projects/ZD-1")).json()["version"] == 2


async def test_a_week_reported_at_once_is_reported_once(program):
    await program.post(f"{API}/projects", json=NEW)
    statuses = await at_once(
        program.post(f"{API}/projects/ZD-1/updates", json={"invested_wan": "1"}) for _ in range(AT_ONCE)
    )
    assert statuses == {201: 1, 409: AT_ONCE - 1}
    document = (await program.get(f"{API}/projects/ZD-1")).json()
    assert document["invested_total_wan"] == "1.00"
