"""Telling a platform: signed, of its own scope, once for much, again after failure, and loudly no more after days."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select
from standardwebhooks import Webhook, WebhookVerificationError
from structlog.testing import capture_logs

from backend import clock, db
from backend.accounts.models import ApiKey, Role
from backend.cli.diagnosis import of_hooks
from backend.clock import now
from backend.config import settings
from backend.hooks import messages, ringing, sending
from backend.hooks.models import Hook, HookState
from backend.outgoing.models import OutgoingMessage
from tests import factories, signing
from tests.running.test_jobs import eventually, working

API = "/api/v1"
JOBS = text(
    "SELECT args ->> 'hook_id', scheduled_at FROM procrastinate_jobs WHERE task_name = 'hooks.send' ORDER BY id"
)


async def tell(hook):
    await ringing.ring_all()
    await sending.send(str(hook.id))


async def scheduled(session):
    return (await db.sql(session, JOBS)).all()


async def test_a_platform_is_told_where_to_go_on_and_reads_the_news_there(session, client, hooked, platform, renamed):
    key, hook, secret = await hooked()
    await tell(hook)
    assert platform.told == []
    await renamed("同德科创园")
    await tell(hook)
    [(headers, _)] = platform.told
    told = platform.checked(secret)
    assert told["type"] == "changes.available"
    assert headers["webhook-id"].startswith("msg_")
    assert told["data"]["url"] == f"{settings.base_url}{API}/changes?after={told['data']['after']}"
    answer = await client(key).get(f"{API}/changes", params={"after": told["data"]["after"]})
    [entry] = answer.json()["items"]
    assert entry["state"]["name"] == "同德科创园"
    assert "同德" not in json.dumps(told, ensure_ascii=False)


async def test_much_that_happens_is_told_of_once(session, hooked, platform, renamed, later):
    _, hook, _ = await hooked()
    for number in range(5):
        await renamed(f"同德科创园{number}期")
        await ringing.ring_all()
    assert len(await scheduled(session)) == 1
    await sending.send(str(hook.id))
    await sending.send(str(hook.id))
    assert len(platform.told) == 1
    await renamed("同德科创城")
    await ringing.ring_all()
    assert len(await scheduled(session)) == 1  # it rests for some seconds
    with later(seconds=30):
        await tell(hook)
    assert len(platform.told) == 2


async def test_a_narrow_key_is_told_of_its_own_alone_with_its_own_cursor(session, client, hooked, platform, renamed):
    mine, narrow, _ = await hooked({"unit": "zone"})
    await factories.project(session, code="ZD-990")
    await factories.settle(session)
    await tell(narrow)
    assert platform.told == []
    await renamed("同德科创园")
    await tell(narrow)
    after = json.loads(platform.told[0][1])["data"]["after"]
    [entry] = (await client(mine).get(f"{API}/changes", params={"after": after})).json()["items"]
    assert (entry["project"], entry["seq"]) == ("ZD-901", None)


async def test_a_wrong_secret_or_a_changed_text_does_not_fit_the_signature(hooked, platform, renamed):
    _, hook, secret = await hooked()
    await renamed("同德科创园")
    await tell(hook)
    [(headers, body)] = platform.told
    for other, text_ in ((secret[:-3] + "AAA=", body), (secret, body.replace("changes", "nothing"))):
        with pytest.raises(WebhookVerificationError):
            Webhook(other).verify(text_, headers)


def test_signatures_are_those_of_the_standard():
    """The example that the standard itself gives."""
    secret, made = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", clock.BEIJING
    at = now().fromtimestamp(1614265330, made).astimezone(clock.UTC)
    signed = Webhook(secret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_what_is_not_taken_is_tried_again_later_the_same_message(session, hooked, platform, renamed, state):
    _, hook, secret = await hooked()
    await renamed("同德科创园")
    platform.answer = "503 Service Unavailable"
    await tell(hook)
    waits = await state(hook)
    assert (waits.tries, "503" in waits.last_error) == (1, True)
    await sending.send(str(hook.id))  # too early
    assert len(platform.told) == 1
    assert (await scheduled(session))[-1].scheduled_at == waits.next_try_at
    await renamed("同德科创城")
    platform.answer = "200 OK"
    with clock.set_to(waits.next_try_at):
        await sending.send(str(hook.id))
        assert platform.checked(secret)
    first, second = platform.told
    assert first[0]["webhook-id"] == second[0]["webhook-id"]
    assert first[1] == second[1]
    settled = await state(hook)
    assert (settled.failing_since, settled.last_error, settled.rung_at) == (None, None, None)


async def test_pauses_grow_and_after_five_days_it_is_switched_off_loudly(session, hooked, platform, renamed, state):
    _, hook, _ = await hooked()
    await renamed("同德科创园")
    platform.answer = "500 Internal Server Error"
    began = now()
    with clock.set_to(began):
        await tell(hook)
    pauses, at = [], began
    with capture_logs() as lines:
        while not (waits := await state(hook)).disabled_at:
            pauses.append(waits.next_try_at - at)
            at = waits.next_try_at
            with clock.set_to(at):
                await sending.send(str(hook.id))
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(seconds=5)
    assert timedelta(days=5) <= waits.disabled_at - began < timedelta(days=5, hours=6)
    assert 25 <= len(platform.told) <= 40
    assert [each["event"] for each in lines if each["log_level"] == "error"] == ["hook disabled"]
    [said] = await of_hooks(session)
    assert (said.well, "已停发" in said.sentence) == (False, True)
    with clock.set_to(at + timedelta(days=1)):
        await tell(hook)
    assert (await state(hook)).disabled_at


async def test_who_answers_gone_is_not_asked_again(hooked, platform, renamed, state):
    _, hook, _ = await hooked()
    await renamed("同德科创园")
    platform.answer = "410 Gone"
    await tell(hook)
    assert (await state(hook)).disabled_at


async def test_a_redirect_is_no_yes(hooked, platform, renamed, state):
    _, hook, _ = await hooked()
    await renamed("同德科创园")
    platform.answer = f"302 Found\r\nlocation: {platform.url}"
    await tell(hook)
    assert len(platform.told) == 1
    assert "302" in (await state(hook)).last_error


async def test_an_address_inside_that_nobody_allowed_is_never_asked(monkeypatch, hooked, platform, renamed, state):
    _, hook, _ = await hooked(url=platform.url.replace("127.0.0.1", "localhost"))
    monkeypatch.setattr(settings, "allowed_addresses", ())
    await renamed("同德科创园")
    await tell(hook)
    assert platform.told == []
    assert "SANPI_ALLOWED_ADDRESSES" in (await state(hook)).last_error


async def test_who_has_no_live_key_is_told_nothing(session, hooked, platform, renamed):
    key, hook, _ = await hooked()
    row = (await session.exec(select(ApiKey).where(ApiKey.prefix == key[:14]))).one()
    row.revoked_at = now()
    await renamed("同德科创园")
    await tell(hook)
    assert platform.told == []
    row.revoked_at = None
    await session.flush()
    await tell(hook)
    assert len(platform.told) == 1


async def test_a_worker_tells_within_seconds_of_the_commit(committed, platform):
    """The whole way, with a worker as it runs in a process of its own."""
    hook = Hook(name="开发区平台", url=platform.url, secret=messages.mint())
    async with db.begin(via="cli") as session:
        await signing.key(session)
        session.add(hook)
        await session.flush()
        session.add(HookState(hook_id=hook.id))
    async with db.begin(via="cli") as session:
        await factories.project(session, code="ZD-901")

    async def is_told():
        return len(platform.told) == 1

    async with working(committed):
        await eventually(is_told, seconds=15)
    assert platform.checked(hook.secret)["type"] == "changes.available"


@pytest.fixture
def mailed(monkeypatch, administrator):
    """Mail is set up, and the administrator has an address."""
    monkeypatch.setattr(settings, "smtp_host", "127.0.0.1")
    monkeypatch.setattr(settings, "mail_from", "sanpi@example.cn")
    administrator.email = "admin@example.cn"
    return administrator.email


async def test_that_a_hook_was_switched_off_is_told_once_by_mail_to_the_administrators_who_have_an_address(
    session, mailed, hooked, platform, renamed
):
    await factories.account(session, Role.ADMINISTRATOR, email=None)
    await factories.account(session, Role.OFFICE, email="office@example.cn")
    _, hook, _ = await hooked()
    await renamed("同德科创园")
    platform.answer = "410 Gone"
    await tell(hook)
    await tell(hook)
    [mail] = (await session.exec(select(OutgoingMessage))).all()
    assert (mail.to, mail.why) == (mailed, "变更通知已停发")
    assert hook.url in mail.text
    assert "410" in mail.text
