"""Reading again: a strong ETag from content alone, the same for keys of equal rights, two processes, after a restart."""

import re

import httpx
import pytest

from backend import db
from backend.accounts.models import Permission
from backend.config import settings
from backend.projects.models import Classification, Project
from backend.projects.vocabulary import Scheme
from bench.servers import serving
from tests import factories, signing

API = "/api/v1"
PLACES = [
    "/projects",
    "/projects?limit=2",
    "/projects?area=town&sort=name",
    "/projects/P-1",
    "/projects/P-1/milestones",
    "/projects/P-1/history",
    "/projects/P-1/versions/1",
    "/projects/P-1/plan",
    "/projects/P-1/signals",
    "/changes?limit=3",
    "/changes?after=now",
    "/checksum",
    "/units",
    "/programmes",
    "/batches",
    "/rates",
    "/findings",
    "/signals/rules",
    "/milestone-templates",
]
SCOPES = [{}, {"area": "town"}]


@pytest.fixture
async def keys(committed):
    """Two of equal rights for each scope."""
    async with db.begin(via="cli") as session:
        session.add_all(Classification(scheme=Scheme.AREA, code=code, label=code) for code in ("town", "zone"))
        session.add_all(
            Project(
                code=f"P-{number}",
                name=f"项目{number}",
                short_name="项",
                kind="road",
                area=("zone", "town")[number % 2],
            )
            for number in range(1, 8)
        )
        await factories.unit(session, code="fgj")
    async with db.begin(via="cli") as session:
        return [
            [await signing.key(session, Permission.READ, name=f"{turn}", scope=scope) for turn in range(2)]
            for scope in SCOPES
        ]


async def tags(port, key):
    headers = {"authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as program:
        answers = {place: await program.get(API + place) for place in PLACES}
    assert {place: answer.status_code for place, answer in answers.items() if answer.status_code != 200} == {}
    return {place: answer.headers["etag"] for place, answer in answers.items()}


async def test_etags_are_equal_across_keys_of_equal_rights_two_processes_and_a_restart(committed, keys):
    with serving("backend.app:create_app", committed, factory=True) as one:
        first = [await tags(one, key) for key, _ in keys]
        with serving("backend.app:create_app", committed, factory=True) as other:
            for (_, second_key), known in zip(keys, first, strict=True):
                assert await tags(other, second_key) == known
    with serving("backend.app:create_app", committed, factory=True) as again:
        for (key, _), known in zip(keys, first, strict=True):
            assert await tags(again, key) == known
    assert all(re.fullmatch(r'"[^"]+"', tag) for known in first for tag in known.values()), "strong, never W/"
    assert first[0]["/projects"] != first[1]["/projects"]


async def test_what_is_held_already_is_304_with_no_body_and_costs_no_quota(session, client, monkeypatch):
    monkeypatch.setattr(settings, "api_burst", 10)
    monkeypatch.setattr(settings, "api_rate", 0.01)
    await factories.project(session, code="P-1")
    await factories.settle(session)
    program = client(await signing.key(session))
    tag = (await program.get(f"{API}/projects/P-1")).headers["etag"]
    for _ in range(25):
        known = await program.get(f"{API}/projects/P-1", headers={"if-none-match": tag})
        assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
        assert '"key";r=9;' in known.headers["ratelimit"]
    changed = await program.get(f"{API}/projects/P-1", headers={"if-none-match": '"older"'})
    assert changed.status_code == 200
    assert '"key";r=8;' in changed.headers["ratelimit"]


async def test_a_changed_project_has_another_tag_and_one_changed_back_too(session, client):
    project = await factories.project(session, code="P-1", remark=None)
    await factories.settle(session)
    program, seen = client(await signing.key(session)), []
    for remark in ("改过", None):
        seen.append((await program.get(f"{API}/projects/P-1")).headers["etag"])
        project.remark = remark
        await factories.settle(session)
    seen.append((await program.get(f"{API}/projects/P-1")).headers["etag"])
    assert len(set(seen)) == 3


@pytest.mark.parametrize("place", ["changes?after=garbage", "checksum?at=garbage"])
async def test_a_cursor_of_the_feed_that_is_none_is_told_of_in_the_words_of_the_feed(session, client, place):
    program = client(await signing.key(session))
    refused = await program.get(f"{API}/{place}")
    assert (refused.status_code, refused.json()["code"]) == (400, "malformed")
    assert "筛选" not in refused.json()["detail"]
    assert place.partition("?")[2].partition("=")[0] in refused.json()["detail"]
