"""A platform sees what became of its own notifications, and of no other's."""

from backend.hooks import sending
from tests import signing
from tests.hooks.test_telling import tell

API = "/api/v1"


async def seen(client, key):
    answer = await client(key).get(f"{API}/hooks")
    assert answer.status_code == 200, answer.text
    assert key.encode() not in answer.content
    return answer.json()["items"]


async def test_a_platform_sees_whether_it_was_told_and_why_not(client, hooked, platform, renamed, later):
    key, hook, secret = await hooked()
    [told] = await seen(client, key)
    assert (told["url"], told["last_sent_at"], told["tries"], told["is_disabled"]) == (hook.url, None, 0, False)
    platform.answer = "503 Service Unavailable"
    await renamed("同德科创园")
    await tell(hook)
    [told] = await seen(client, key)
    assert ("503" in told["last_error"], told["tries"], told["last_sent_at"]) == (True, 1, None)
    assert told["failing_since"] < told["next_try_at"]
    platform.answer = "204 No Content"
    with later(minutes=1):
        await sending.send(str(hook.id))
    [told] = await seen(client, key)
    assert (told["last_error"], told["failing_since"], told["tries"]) == (None, None, 0)
    assert told["last_sent_at"]
    assert secret not in str(told)


async def test_another_platform_and_another_scope_see_nothing_of_it(session, client, hooked, platform):
    await hooked()
    assert await seen(client, await signing.key(session, name="别的平台")) == []
    assert await seen(client, await signing.key(session, scope={"area": "zone"})) == []
