"""Beside the plain way to what programs ask for most there is a short one, and both say the same."""

import asyncio
from contextlib import contextmanager

import pytest

from backend import db
from backend.accounts import keys
from backend.accounts.actor import the_house
from backend.accounts.models import Permission
from backend.feed import installation
from backend.projects.models import Project
from backend.timeline import short_feed, short_way
from tests import factories, signing
from tests.api.test_listing import counted

API = "/api/v1"
TOLD = ("content-type", "etag", "cache-control", "vary")


def told(answer):
    return answer.status_code, answer.content, {name: answer.headers.get(name) for name in TOLD}


@pytest.fixture
async def feed(session, client, lists):
    """Programs that see everything and one area, and a project in it with a few versions beside one elsewhere."""
    project = await factories.project(session, code="ZD-1", area="zone")
    await factories.project(session, code="TD-1", area="town")
    await factories.settle(session)
    for remark in ("甲", "乙"):
        project.remark = remark
        await factories.settle(session)
    wide, narrow = [await signing.key(session, scope=scope) for scope in ({}, {"area": "zone"})]
    return {"wide": client(wide), "narrow": client(narrow)}


@pytest.fixture
def plainly():
    """A block in which nothing is found on the short way."""

    async def nothing(*_):
        return []

    @contextmanager
    def block():
        with pytest.MonkeyPatch.context() as patch:
            for module in (short_way, short_feed):
                patch.setattr(module, "rows", nothing)
            yield

    return block


async def both(program, path, plainly, **headers):
    """The answer, which is the same on both ways."""
    short = await program.get(API + path, headers=headers)
    with plainly():
        assert told(await program.get(API + path, headers=headers)) == told(short), path
    return short


@pytest.mark.parametrize("whose", ["wide", "narrow"])
async def test_every_page_of_the_feed_is_the_same_on_both_ways(feed, plainly, whose):
    for limit in (1, 2, 500):
        cursor, entries = "", []
        while (page := (await both(feed[whose], f"/changes?limit={limit}&after={cursor}", plainly)).json())["items"]:
            cursor, entries = page["next"], entries + page["items"]
        assert len(entries) == (4 if whose == "wide" else 3)
    same = await both(feed[whose], "/changes?after=" + cursor, plainly)
    again = await both(feed[whose], "/changes?after=" + cursor, plainly, **{"if-none-match": same.headers["etag"]})
    assert (same.json()["items"], again.status_code, again.content) == ([], 304, b"")


async def test_a_project_is_the_same_on_both_ways(feed, plainly):
    for headers in ({}, {"accept-encoding": "identity"}):
        found = await both(feed["wide"], "/projects/ZD-1", plainly, **headers)
        assert (await both(feed["narrow"], "/projects/ZD-1", plainly, **headers)).content == found.content
        tag = {"if-none-match": found.headers["etag"]}
        assert (await both(feed["wide"], "/projects/ZD-1", plainly, **headers | tag)).status_code == 304
    assert (await feed["wide"].get(f"{API}/projects/ZD-404")).status_code == 404


async def test_whoever_has_everything_is_answered_without_the_frame(engine, feed):
    """By one statement of the driver: none that the house puts together."""
    cursor = (await feed["narrow"].get(f"{API}/changes")).json()["next"]
    with counted(engine) as statements:
        assert (await feed["narrow"].get(f"{API}/changes?after={cursor}&limit=500&wait=0")).json()["items"] == []
        assert (await feed["wide"].get(f"{API}/projects/ZD-1")).status_code == 200
    assert [each for each in statements if "key_allowances" not in each] == []


async def test_what_was_remembered_of_a_reader_is_never_believed(session, feed, client):
    """A cursor of before a restore, a key that is revoked: from the very next request on."""
    token = await signing.key(session, Permission.READ)
    program = client(token)
    cursor = (await program.get(f"{API}/changes")).json()["next"]
    assert (await program.get(f"{API}/changes?after={cursor}")).status_code == 200
    await installation.renew_epoch(session)
    await session.commit()
    assert (await program.get(f"{API}/changes?after={cursor}")).status_code == 410
    prefix = "_".join(token.split("_")[:2])
    await keys.revoke_key(session, the_house("cli"), prefix)
    await session.commit()
    assert (await program.get(f"{API}/changes")).status_code == 401
    assert (await program.get(f"{API}/projects/ZD-1")).status_code == 401


async def test_it_pays_once_whichever_way_it_goes(feed):
    async def left(path):
        told = (await feed["wide"].get(API + path)).headers["ratelimit"]
        return int(told.partition("r=")[2].partition(";")[0])

    before = await left("/units")
    for path in ("/changes", "/changes?after=now", "/projects/ZD-1", "/projects/ZD-404"):
        assert before - (before := await left(path)) <= 1, path  # more may have come into the bucket meanwhile


async def test_who_waits_on_the_short_way_is_woken_by_a_commit(committed, client_of):
    async with db.begin(via="cli") as session:
        session.add(Project(code="A", name="甲", short_name="甲", kind="road"))
        key = await signing.key(session, Permission.READ)
    program = client_of(key)
    cursor = (await program.get(f"{API}/changes")).json()["next"]
    waiting = asyncio.create_task(program.get(f"{API}/changes?wait=20&after={cursor}"))
    await asyncio.sleep(1)
    async with db.begin(via="cli") as session:
        session.add(Project(code="B", name="乙", short_name="乙", kind="road"))
    page = (await asyncio.wait_for(waiting, 10)).json()
    assert [each["project"] for each in page["items"]] == ["B"]


async def test_when_the_database_is_away_the_short_way_says_so_as_the_plain_one_does(committed, client_of):
    async with db.begin(via="cli") as session:
        program = client_of(await signing.key(session, Permission.READ))
    db.connect("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    answers = [await program.get(API + path) for path in ("/changes", "/projects/A", "/units")]
    assert {(each.status_code, each.json()["code"], each.headers["retry-after"]) for each in answers} == {
        (503, "unavailable", "10")
    }
    assert all(each.headers["content-type"] == "application/problem+json" for each in answers)
