"""Hooks as administrators make, try, change and end them; and what nobody else may."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from backend.accounts.models import Role
from backend.clock import now
from backend.hooks import messages, pages
from backend.hooks.models import Hook
from tests import factories, signing

LIST = "/admin/hooks"
ACTS = ("secret", "test", "on", "end")


async def made(session):
    return (await session.exec(select(Hook))).all()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("platform.example.cn/hook", "网址要写全"),
        ("ftp://platform.example.cn/", "网址要写全"),
        ("https://user:secret@platform.example.cn/", "网址要写全"),
        ("https:///hook", "网址要写全"),
        ("https://platform.example.cn:99999/", "网址要写全"),
        ("https://platform.example.cn/a b", "网址要写全"),
        ("http://10.0.0.8/hook", "SANPI_ALLOWED_ADDRESSES"),
        ("http://169.254.169.254/latest/meta-data", "SANPI_ALLOWED_ADDRESSES"),
        ("http://[::ffff:127.0.0.1]/", "SANPI_ALLOWED_ADDRESSES"),
        ("https://platform.example.cn/" + "a" * 500, "500"),
        ("", "至少写1个字"),
    ],
)
async def test_an_address_that_cannot_be_makes_nothing(session, client, administrator, url, sentence):
    key = await signing.key(session)
    answer = await client(administrator).post(LIST, data={"key": key[:14], "url": url})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert await made(session) == []


async def test_only_for_who_has_a_live_key_and_once_for_an_address(session, client, administrator, hooked, platform):
    browser = client(administrator)
    dead = await signing.key(session, name="旧平台", revoked_at=now())
    for prefix in (dead[:14], "sanpi_00000000"):
        assert (await browser.post(LIST, data={"key": prefix, "url": platform.url})).status_code == 422
    key, _, _ = await hooked()
    again = await browser.post(LIST, data={"key": key[:14], "url": platform.url})
    assert (again.status_code, "已有发往这个网址的通知" in again.text) == (409, True)
    assert len(await made(session)) == 1


async def test_the_secret_is_shown_once(client, administrator, hooked):
    _, _, secret = await hooked()
    assert secret not in (await client(administrator).get(LIST)).text


async def test_a_new_secret_signs_beside_the_old_one_for_a_day(session, client, administrator, hooked, platform):
    _, hook, old = await hooked()
    browser = client(administrator)
    await browser.post(f"{LIST}/{hook.id}/secret")
    await session.refresh(hook)
    assert hook.secret != old
    await browser.post(f"{LIST}/{hook.id}/test")
    for secret in (old, hook.secret):
        assert platform.checked(secret)["type"] == "test"
    [(headers, _)] = platform.told
    alone = messages.headers(hook, headers["webhook-id"], "{}", now() + timedelta(hours=25))
    assert alone["webhook-signature"].count("v1,") == 1


async def test_a_trial_says_what_came_of_it(client, administrator, hooked, platform):
    _, hook, secret = await hooked()
    browser = client(administrator)
    for answer, sentence in (("204 No Content", "收到了试发的通知"), ("500 Oops", "没有发成：对方答复 500")):
        platform.answer = answer
        done = await browser.post(f"{LIST}/{hook.id}/test")
        page = await browser.get(done.headers["location"])
        assert sentence in page.text
    assert platform.checked(secret)["type"] == "test"


async def test_one_that_was_ended_is_gone(client, administrator, hooked, platform):
    _, hook, _ = await hooked()
    browser = client(administrator)
    assert (await browser.post(f"{LIST}/{hook.id}/end")).status_code == 303
    assert platform.url.split("?")[0] not in (await browser.get(LIST)).text
    for act in ACTS:
        assert (await browser.post(f"{LIST}/{hook.id}/{act}")).status_code == 404


async def test_one_that_is_not_there_is_404(client, administrator):
    for act in ACTS:
        assert (await client(administrator).post(f"{LIST}/{uuid4()}/{act}")).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_only_administrators_have_to_do_with_hooks(session, client, hooked, platform, role):
    _, hook, _ = await hooked()
    browser = client(await factories.account(session, role, scope={} if role is Role.READER else None))
    for route in pages.router.routes:
        for method in route.methods:
            answer = await browser.request(method, route.path.format(hook_id=hook.id))
            assert answer.status_code in ({403} if method == "GET" or "hook_id" in route.path else {403, 422}), route
    assert platform.told == []
    assert len(await made(session)) == 1


async def test_a_key_opens_none_of_it(session, client, hooked):
    key, hook, _ = await hooked()
    for path in (LIST, f"{LIST}/{hook.id}/test"):
        answer = await client(key).request("POST", path, headers={"sec-fetch-site": "none"})
        assert answer.status_code in {303, 401}
