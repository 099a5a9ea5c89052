from datetime import timedelta

import pytest

from backend import clock
from backend.accounts.models import Role
from backend.outgoing import Channel, Message, OutgoingMessage, Sending, post
from tests import factories


@pytest.fixture
async def row(session, postbox):
    return await post(session, Message(Channel.MAIL, "第48周请报送", "…", "周五催办", "a@example.cn"))


async def test_administrators_see_what_left_and_send_again_what_did_not(client, session, row):
    row.state, row.last_error, row.tries = Sending.FAILED, "邮件服务器退回：554 no", 7
    await session.flush()
    browser = client(await factories.account(session, Role.ADMINISTRATOR))
    page = (await browser.get("/admin/outgoing")).text
    for told in (
        "第48周请报送",
        "a@example.cn，周五催办",
        "没有发成",
        "试过7次",
        "554 no",
        "邮件已设置，群机器人没有设置",
    ):
        assert told in page

    assert (await browser.post(f"/admin/outgoing/{row.id}/again")).status_code == 303
    found = await session.get(OutgoingMessage, row.id, populate_existing=True)
    assert (found.state, found.tries) == (Sending.WAITING, 0)
    assert found.not_before <= clock.now() + timedelta(seconds=1)
    assert (await browser.post(f"/admin/outgoing/{row.id}/again")).status_code == 409


async def test_it_can_be_read_by_state(client, session, row):
    browser = client(await factories.account(session, Role.ADMINISTRATOR))
    assert "第48周请报送" in (await browser.get("/admin/outgoing?state=waiting")).text
    assert "没有发送记录" in (await browser.get("/admin/outgoing?state=sent")).text
    assert (await browser.get("/admin/outgoing?state=lost")).status_code == 422


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_nobody_else_does(client, session, row, role):
    browser = client(await factories.account(session, role, scope={} if role is Role.READER else None))
    assert (await browser.get("/admin/outgoing")).status_code == 403
    assert (await browser.post(f"/admin/outgoing/{row.id}/again")).status_code == 403
