"""Sending what was posted: once by whoever holds the row, again after a failure with growing pauses, and then no more.

A worker that dies between the other side's yes and our commit sends a second time: at least once. A mail then carries
the same Message-ID, by which most servers tell that they have it."""

from datetime import timedelta
from uuid import UUID

import structlog
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, jobs
from backend.clock import now
from backend.errors import DomainError
from backend.outgoing import mail, robots
from backend.outgoing.failing import NotSent
from backend.outgoing.models import Channel, OutgoingMessage, Sending
from backend.outgoing.posting import TASK, Attachment, attachments

log = structlog.get_logger()
PAUSES = [timedelta(minutes=number) for number in (1, 5, 15, 60, 240, 720)]
"""After so many failures it is given up: about 17 hours."""
LONGEST = 500


async def not_sendable(message_id: str) -> None:
    """The job itself failed for the last time, as when its worker was killed each time."""
    async with db.begin(via="worker") as session:
        row = await session.get(OutgoingMessage, UUID(message_id), with_for_update=True)
        if row and row.state is Sending.WAITING:
            row.state, row.last_error = Sending.FAILED, "发送程序多次中断，原因见日志"


@jobs.task(TASK, given_up=not_sendable)
async def send(message_id: str) -> None:
    async with db.begin(via="worker") as session:
        held = select(OutgoingMessage).where(OutgoingMessage.id == UUID(message_id))
        row = (await session.exec(held.with_for_update(skip_locked=True))).one_or_none()
        if row is None or row.state is not Sending.WAITING or row.not_before > now():
            return
        row.tries += 1
        try:
            await _deliver(session, row)
        except NotSent as error:
            await _failed(session, row, error)
        else:
            row.state, row.sent_at, row.last_error = Sending.SENT, now(), None


async def again(session: AsyncSession, row: OutgoingMessage) -> None:
    """A person has mended what was wrong: from the beginning."""
    row.state, row.tries, row.not_before = Sending.WAITING, 0, now()
    await session.flush()
    await jobs.enqueue(session, TASK, not_before=row.not_before, message_id=str(row.id))


async def _deliver(session: AsyncSession, row: OutgoingMessage) -> None:
    if row.channel is Channel.ROBOT:
        if not robots.is_set_up():
            raise NotSent("群机器人的设置已去掉", final=True)
        await robots.deliver(row.subject, row.text)
        return
    if not mail.is_set_up():
        raise NotSent("邮件的设置已去掉", final=True)
    await mail.deliver(row.id, row.to, row.subject, row.text, await _attached(session, row))


async def _attached(session: AsyncSession, row: OutgoingMessage) -> list[Attachment]:
    try:
        return [await attachments[kind](session, reference) for kind, reference in row.attachments]
    except DomainError as error:
        raise NotSent(f"附件取不到：{error.message}", final=True) from error


async def _failed(session: AsyncSession, row: OutgoingMessage, error: NotSent) -> None:
    row.last_error = error.sentence[:LONGEST]
    log.warning("message not sent", message=str(row.id), channel=row.channel, tries=row.tries, reason=row.last_error)
    if error.final or row.tries > len(PAUSES):
        row.state = Sending.FAILED
        return
    row.not_before = now() + PAUSES[row.tries - 1]
    await session.flush()
    await jobs.enqueue(session, TASK, not_before=row.not_before, message_id=str(row.id))
