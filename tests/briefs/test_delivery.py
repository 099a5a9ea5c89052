"""An issued brief goes out by setting: tried against servers on loopback."""

from datetime import timedelta
from ipaddress import ip_network

import pytest
from pydantic import SecretStr
from sqlmodel import select

from backend import clock
from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import service, storing
from backend.config import settings
from backend.outgoing import OutgoingMessage
from backend.outgoing.sending import send
from backend.weeks import Week
from tests.briefs import life
from tests.outgoing import servers

HOUSE = the_house("cli")
W46 = Week.parse("2026-W46")


@pytest.fixture
async def postbox(monkeypatch):
    async with servers.postbox() as box:
        for name, value in {"host": "127.0.0.1", "port": box.port, "security": "none"}.items():
            monkeypatch.setattr(settings, f"smtp_{name}", value)
        monkeypatch.setattr(settings, "mail_from", "sanpi@example.cn")
        yield box


@pytest.fixture
async def group(monkeypatch):
    monkeypatch.setattr(settings, "allowed_addresses", (ip_network("127.0.0.0/8"),))
    async with servers.group() as place:
        monkeypatch.setattr(settings, "robot_url", SecretStr(place.url))
        yield place


@pytest.fixture
async def ready(session, monkeypatch):
    monkeypatch.setattr(settings, "brief_mail_to", ("leader@example.cn", "office@example.cn"))
    monkeypatch.setattr(settings, "brief_to_robot", True)
    brief, _ = await service.make_and_print(session, HOUSE, W46)
    await session.commit()
    return brief


async def posted(session) -> list[OutgoingMessage]:
    return list(await session.exec(select(OutgoingMessage).order_by(OutgoingMessage.id)))


async def sent(session) -> list[OutgoingMessage]:
    rows = await posted(session)
    for row in rows:
        await send(str(row.id))
        await session.refresh(row)
    return rows


async def test_the_mail_carries_the_issued_pdf_and_the_robot_its_link(session, everybody, ready, postbox, group):
    await life.issued(session, ready, everybody)
    rows = await sent(session)
    assert [row.state for row in rows] == ["sent"] * 3
    assert sorted(row.to for row in rows)[:2] == ["leader@example.cn", "office@example.cn"]
    _, mail = postbox.mails[0]
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "重大项目建设周报2026年第1期.pdf"
    assert attached.get_content() == storing.place_of_issued(ready.id).read_bytes()
    assert f"/briefs/{ready.id}" in str(group.said)


async def test_a_draft_goes_nowhere_and_neither_does_one_whose_printing_failed(session, everybody, ready, postbox):
    await life.reviewed(session, ready, everybody)
    assert await posted(session) == []


async def test_without_the_settings_nothing_is_posted(session, everybody, ready):
    await life.issued(session, ready, everybody)
    assert await posted(session) == []


@pytest.fixture
async def issued(session, everybody, ready, postbox):
    await life.issued(session, ready, everybody)
    return ready


async def test_a_delivery_that_failed_is_shown_on_the_page_and_tried_again(
    session, client, everybody, issued, monkeypatch
):
    working = settings.smtp_port
    monkeypatch.setattr(settings, "smtp_port", 1)
    first = (await sent(session))[0]
    page = (await client(everybody[Role.OFFICE]).get(f"/briefs/{issued.id}")).text
    assert ("试了1次" in page, "连不上邮件服务器" in page) == (True, True)
    assert "leader@example.cn" not in (await client(everybody[Role.STEWARD]).get(f"/briefs/{issued.id}")).text

    monkeypatch.setattr(settings, "smtp_port", working)
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        await send(str(first.id))
    await session.refresh(first)
    assert first.state == "sent"
