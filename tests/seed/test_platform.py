"""The platform of a demonstration does not exist: it has keys that nobody knows, and is never sent anything."""

from sqlmodel import select

from backend.accounts.actor import the_house
from backend.accounts.models import ApiKey
from backend.hooks import ringing
from backend.hooks import service as hooks
from seed.demo import platform
from tests import factories


async def test_a_platform_that_does_not_exist_holds_two_keys_and_is_never_sent_anything(session):
    await factories.unit(session, code="zone", name="开发区")
    await platform.enter(session, the_house("demo"))
    await factories.project(session, code="ZD-1")
    await factories.settle(session)

    [(hook, state)] = await hooks.in_use(session)
    assert "演示数据" in hook.name
    assert hook.url.startswith("https://platform.example/")
    held = (await session.exec(select(ApiKey))).all()
    assert [(key.name, key.scope, key.permission.value) for key in held] == [(hook.name, {"unit": "zone"}, "read")] * 2
    await ringing.ring_all()
    await session.refresh(state)
    assert (state.rung_at, bool(state.disabled_at)) == (None, True)
