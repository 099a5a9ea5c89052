"""POST with an Idempotency-Key: replay gives the same status and body, another body 422, still running 409, and twenty
at once make one row."""

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from sqlmodel import func, select

from backend import clock, db
from backend.accounts.models import ApiKey, Permission
from backend.app import create_api, create_app
from backend.feed.models import Change
from backend.projects.models import Classification, Project
from backend.projects.vocabulary import Scheme
from backend.replay import service
from backend.replay.models import KeptAnswer
from tests import factories, signing
from tests.updates.pictures import photo

API = "/api/v1"
NEW = {"code": "ZD-1", "name": "同德科创项目", "short_name": "同德", "kind": "industrial"}
WORD = {"idempotency-key": "0b7c6a52-6f0e-4a55-9f0a-8a6f0f6e2f11"}
PICTURE = photo()
TOLD = ("location", "etag", "content-type", "cache-control")


async def count(session, table):
    return (await session.exec(select(func.count()).select_from(table))).one()


def told(answer):
    return answer.status_code, answer.content, [answer.headers.get(name) for name in TOLD]


async def test_replay_gives_the_same_status_and_body_and_does_nothing_again(session, lists, writer):
    first = await writer.post(f"{API}/projects", json=NEW, headers=WORD)
    assert first.status_code == 201
    changes = await count(session, Change)
    again = await writer.post(f"{API}/projects", json=NEW, headers=WORD)
    assert told(again) == told(first)
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert await count(session, Change) == changes


async def test_replay_is_the_same_after_what_it_made_was_changed(session, lists, writer):
    first = await writer.post(f"{API}/projects", json=NEW, headers=WORD)
    changed = await writer.patch(
        f"{API}/projects/ZD-1", json={"remark": "改过"}, headers={"if-match": first.headers["etag"]}
    )
    assert changed.status_code == 200
    assert told(await writer.post(f"{API}/projects", json=NEW, headers=WORD)) == told(first)


async def test_without_one_the_same_again_is_refused_as_ever(lists, writer):
    assert (await writer.post(f"{API}/projects", json=NEW)).status_code == 201
    assert (await writer.post(f"{API}/projects", json=NEW)).status_code == 409


@pytest.mark.parametrize(
    ("path", "body"), [("projects", NEW | {"name": "另一个"}), ("programmes", NEW), ("projects/ZD-1/aliases", NEW)]
)
async def test_another_body_or_address_under_the_same_word_is_422(session, lists, writer, path, body):
    await writer.post(f"{API}/projects", json=NEW, headers=WORD)
    changes = await count(session, Change)
    refused = await writer.post(f"{API}/{path}", json=body, headers=WORD)
    assert (refused.status_code, refused.json()["code"]) in {(422, "key_reused"), (422, "invalid")}
    assert await count(session, Change) == changes
    if body != NEW:
        assert "已用于另一个请求" in refused.json()["detail"]


async def test_each_caller_has_words_of_its_own(session, lists, client, writer):
    await writer.post(f"{API}/projects", json=NEW, headers=WORD)
    other = client(await signing.key(session, Permission.WRITE, name="另一个程序"))
    made = await other.post(f"{API}/projects", json=NEW | {"code": "ZD-2"}, headers=WORD)
    assert (made.status_code, made.json()["project"]["code"]) == (201, "ZD-2")


async def test_what_was_refused_may_be_mended_under_the_same_word(session, lists, writer):
    refused = await writer.post(f"{API}/projects", json=NEW | {"kind": "moon"}, headers=WORD)
    assert refused.status_code == 422
    assert await count(session, KeptAnswer) == 0
    assert (await writer.post(f"{API}/projects", json=NEW, headers=WORD)).status_code == 201


@pytest.mark.parametrize("word", ["", "with space", "字", "x" * 201])
async def test_a_word_that_is_none_is_refused_in_words(session, lists, writer, word):
    refused = await writer.post(f"{API}/projects", json=NEW, headers=[("idempotency-key", word.encode())])
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert "不带空格" in refused.json()["errors"][0]["wanted"]
    assert await count(session, Project) == 0


async def test_a_file_that_is_sent_again_is_the_same_although_its_parts_are_divided_otherwise(session, lists, writer):
    await factories.project(session, code="ZD-1")
    await factories.settle(session)
    made = [
        await writer.post(
            f"{API}/projects/ZD-1/files", files={"file": ("照片.png", PICTURE, "image/png")}, headers=WORD
        )
        for _ in range(2)
    ]
    assert made[0].status_code == 201
    assert told(made[0]) == told(made[1])
    other = {"file": ("另一张.png", PICTURE, "image/png")}
    assert (await writer.post(f"{API}/projects/ZD-1/files", files=other, headers=WORD)).status_code == 422


async def test_both_texts_of_one_week_are_kept_once(session, lists, writer):
    """A refusal that stores something is an answer like any other."""
    await factories.project(session, code="ZD-1")
    await factories.settle(session)
    path, given = f"{API}/projects/ZD-1/updates", {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "invested_wan": "1"}
    await writer.post(path, json=given)
    first = await writer.post(path, json=given | {"invested_wan": "2"}, headers=WORD)
    changes = await count(session, Change)
    again = await writer.post(path, json=given | {"invested_wan": "2"}, headers=WORD)
    assert first.status_code == 409
    assert told(again) == told(first)
    assert await count(session, Change) == changes


async def test_answers_are_kept_for_the_stated_time_and_then_swept(session, lists, writer):
    await writer.post(f"{API}/projects", json=NEW, headers=WORD)
    for days, left in ((service.KEPT_DAYS - 1, 1), (service.KEPT_DAYS + 1, 0)):
        with clock.set_to(clock.now() + timedelta(days=days)):
            await service.sweep(session)
        assert await count(session, KeptAnswer) == left
    parameters = create_api().openapi()["paths"]["/projects"]["post"]["parameters"]
    (told_of,) = [each for each in parameters if each["name"] == "Idempotency-Key"]
    assert f"留{service.KEPT_DAYS}天" in told_of["description"]


@pytest.fixture
async def program(committed):
    async with db.begin(via="cli") as session:
        session.add(Classification(scheme=Scheme.KIND, code="industrial", label="产业"))
        key = await signing.key(session, Permission.WRITE)
    transport = httpx.ASGITransport(create_app(), raise_app_exceptions=False)
    headers = {"authorization": f"Bearer {key}"} | WORD
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as program:
        yield program


async def test_twenty_at_once_make_one_row_and_who_is_too_early_is_told_so(program):
    """What a client does that hears nothing: it sends again, and again when it is told to wait."""

    async def until_answered():
        seen = Counter()
        while True:
            answer = await program.post(f"{API}/projects", json=NEW)
            seen[answer.status_code] += 1
            if answer.status_code != 409:
                return answer, seen
            assert answer.json()["code"] == "still_running"
            assert answer.headers["retry-after"] == "1"
            await asyncio.sleep(0.05)

    answered = await asyncio.gather(*(until_answered() for _ in range(20)))
    assert {answer.status_code for answer, _ in answered} == {201}
    assert len({answer.content for answer, _ in answered}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer, _ in answered) == 1
    async with db.sessions() as session:
        assert await count(session, Project) == 1
        assert await count(session, KeptAnswer) == 1


async def test_while_the_first_still_runs_the_second_is_409(program, committed):
    async with db.sessions.begin() as session:
        (key_id,) = (await session.exec(select(ApiKey.id))).all()
        attempt = service.Attempt(session, key_id, WORD["idempotency-key"], "")
        assert await attempt.earlier() is None
        refused = await program.post(f"{API}/projects", json=NEW)
        assert (refused.status_code, refused.json()["code"]) == (409, "still_running")
    assert (await program.post(f"{API}/projects", json=NEW)).status_code == 201
