"""Messages are rows: sent by the queue, tried again, given up in words."""

import base64
import hashlib
import hmac
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlmodel import select

from backend import clock, db
from backend.config import settings
from backend.errors import Conflict, NotFound
from backend.outgoing import Attachment, Channel, Message, OutgoingMessage, Sending, attaching, post
from backend.outgoing.robots import RobotKind, shortened
from backend.outgoing.sending import PAUSES, again, not_sendable, send

JOBS = text(
    "SELECT args ->> 'message_id', scheduled_at FROM procrastinate_jobs WHERE task_name = 'outgoing.send' ORDER BY id"
)


def mail(**given):
    return Message(Channel.MAIL, **{"subject": "提醒", "text": "请报送", "why": "催办", "to": "a@example.cn"} | given)


async def posted(session, message):
    row = await post(session, message)
    await session.commit()
    return row


async def tried(session, row, at=None):
    """What the worker does with the job, perhaps later."""
    with clock.set_to(at or clock.now() + timedelta(seconds=1)):
        await send(str(row.id))
    return await session.get(OutgoingMessage, row.id, populate_existing=True)


@attaching("paper")
async def paper(_session, reference):
    if not reference:
        raise NotFound("没有这一期")
    return Attachment(f"周报{reference}.pdf", "application/pdf", b"%PDF-" + reference.encode())


async def test_a_mail_is_a_row_and_a_job_and_is_sent_with_what_is_attached(session, postbox):
    row = await posted(session, mail(attached=[("paper", "48")]))
    assert [each[0] for each in await db.sql(session, JOBS)] == [str(row.id)]
    row = await tried(session, row)

    assert (row.state, row.tries, row.last_error) == (Sending.SENT, 1, None)
    [(to, received)] = postbox.mails
    assert to == ["a@example.cn"]
    assert received["subject"] == "提醒"
    assert received["from"] == "示范市重大项目办公室 <sanpi@example.cn>"
    assert received["message-id"] == f"<{row.id}@example.cn>"
    assert received.get_body().get_content().strip() == "请报送"
    [attached] = received.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("周报48.pdf", b"%PDF-48")


async def test_a_message_that_was_sent_is_not_sent_again(session, postbox):
    row = await posted(session, mail())
    await tried(session, row)
    await tried(session, row)
    assert len(postbox.mails) == 1


async def test_of_two_with_one_key_the_second_is_never_made(session, postbox):
    first = await posted(session, mail(key="week-48-a"))
    assert (await posted(session, mail(key="week-48-a", text="等等"))).id == first.id
    assert len((await session.exec(select(OutgoingMessage))).all()) == 1


async def test_a_server_that_is_away_is_tried_again_with_growing_pauses_and_then_given_up(session, postbox):
    postbox.answers = ["451 try later"] * (len(PAUSES) + 1)
    row = await posted(session, mail())
    for number, pause in enumerate(PAUSES, 1):
        at = row.not_before + timedelta(seconds=1)
        row = await tried(session, row, at)
        assert (row.state, row.tries, row.not_before) == (Sending.WAITING, number, at + pause)
        assert row.last_error == "邮件服务器退回：451 try later"
    row = await tried(session, row, row.not_before + timedelta(seconds=1))
    assert (row.state, row.tries) == (Sending.FAILED, len(PAUSES) + 1)
    assert len((await db.sql(session, JOBS)).all()) == len(PAUSES) + 1


async def test_before_its_time_a_message_waits(session, postbox):
    morning = clock.now() + timedelta(hours=9)
    row = await posted(session, mail(not_before=morning))
    row = await tried(session, row)
    assert (row.state, row.tries, postbox.mails) == (Sending.WAITING, 0, [])
    assert (await db.sql(session, JOBS)).one()[1] == morning
    assert (await tried(session, row, morning)).state is Sending.SENT


async def test_an_address_that_does_not_exist_is_not_tried_again(session, postbox):
    row = await tried(session, await posted(session, mail(to="nobody@example.cn")))
    assert (row.state, row.last_error) == (Sending.FAILED, "邮件服务器不收这个地址：550 no such mailbox")


async def test_a_server_that_nobody_runs_is_told_without_secrets(session, postbox, monkeypatch):
    monkeypatch.setattr(settings, "smtp_port", 1)
    monkeypatch.setattr(settings, "smtp_password", SecretStr("geheim"))
    row = await tried(session, await posted(session, mail()))
    assert row.state is Sending.WAITING
    assert "连不上邮件服务器 127.0.0.1:1" in row.last_error


async def test_a_mail_whose_attachment_is_gone_says_so(session, postbox):
    row = await tried(session, await posted(session, mail(attached=[("paper", "")])))
    assert (row.state, row.last_error, postbox.mails) == (Sending.FAILED, "附件取不到：没有这一期", [])


async def test_a_line_break_in_a_subject_does_not_become_a_header(session, postbox):
    await tried(session, await posted(session, mail(subject="提醒\r\nBcc: b@example.cn")))
    [(to, received)] = postbox.mails
    assert (to, received["bcc"]) == (["a@example.cn"], None)


async def test_what_failed_is_sent_again_when_a_person_asks(session, postbox):
    postbox.answers = ["554 no"]
    row = await tried(session, await posted(session, mail()))
    assert row.state is Sending.FAILED
    await again(session, row)
    await session.commit()
    assert (await tried(session, row)).state is Sending.SENT


async def test_a_job_that_keeps_killing_its_worker_is_told_on_the_row(session, postbox):
    row = await posted(session, mail())
    await not_sendable(str(row.id))
    row = await session.get(OutgoingMessage, row.id, populate_existing=True)
    assert (row.state, row.last_error) == (Sending.FAILED, "发送程序多次中断，原因见日志")


async def test_a_channel_that_is_not_set_up_takes_nothing(session):
    for channel in Channel:
        with pytest.raises(Conflict, match="还没有设置"):
            await post(session, Message(channel, "a", "b", "c", "d"))


def robot():
    return Message(Channel.ROBOT, "周报已签发", "第48周", "周报")


async def test_the_robot_of_wecom_says_subject_and_text(session, group):
    row = await tried(session, await posted(session, robot()))
    assert row.state is Sending.SENT
    assert group.said == [
        ("/robot/send?access_token=secret", {"msgtype": "text", "text": {"content": "周报已签发\n第48周"}})
    ]


async def test_the_robot_of_dingtalk_is_signed(session, group, monkeypatch):
    monkeypatch.setattr(settings, "robot_kind", "dingtalk")
    monkeypatch.setattr(settings, "robot_secret", SecretStr("SECabc"))
    await tried(session, await posted(session, robot()))
    [(path, _)] = group.said
    asked = {name: value for name, [value] in parse_qs(urlsplit(path).query).items()}
    words = f"{asked['timestamp']}\nSECabc".encode()
    assert base64.b64decode(asked["sign"]) == hmac.new(b"SECabc", words, hashlib.sha256).digest()
    assert asked["access_token"] == "secret"
    assert abs(int(asked["timestamp"]) - clock.now().timestamp() * 1000) < 60_000


@pytest.mark.parametrize(
    ("head", "answer", "told"),
    [
        (
            "200 OK",
            '{"errcode": 310000, "errmsg": "sign not match"}',
            "企业微信群机器人没有收下：310000 sign not match",
        ),
        ("200 OK", "<html>", "答复读不懂"),
        ("502 Bad Gateway", "", "答复 502"),
    ],
)
async def test_what_a_robot_does_not_take_is_told_and_tried_again(session, group, head, answer, told):
    group.head, group.answer = head, answer
    row = await tried(session, await posted(session, robot()))
    assert row.state is Sending.WAITING
    assert told in row.last_error
    assert "secret" not in row.last_error


async def test_a_robot_inside_the_house_needs_to_be_allowed(session, group, monkeypatch):
    monkeypatch.setattr(settings, "allowed_addresses", ())
    row = await tried(session, await posted(session, robot()))
    assert "SANPI_ALLOWED_ADDRESSES" in row.last_error
    assert group.said == []


def test_a_long_text_is_cut_between_characters():
    text = "项" * 2000
    cut = shortened(text, 2048)
    assert len(cut.encode()) <= 2048
    assert cut.endswith("项……")
    assert shortened("短", 2048) == "短"
    assert len(RobotKind) == 2
