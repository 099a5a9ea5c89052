"""Posting: a message becomes a row and a job, in the transaction of what makes it necessary."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import jobs
from backend.clock import now
from backend.errors import Conflict
from backend.outgoing.models import Channel, OutgoingMessage

TASK = "outgoing.send"


@dataclass(frozen=True)
class Attachment:
    name: str
    media_type: str
    data: bytes


Attach = Callable[[AsyncSession, str], Awaitable[Attachment]]
attachments: dict[str, Attach] = {}


@dataclass(frozen=True)
class Message:
    """`why` is what it is sent for, in words. `to` is needed for mail only. `attached` names kinds and references,
    such as `[("brief", "2026-48")]`, of which a robot sends none."""

    channel: Channel
    subject: str
    text: str
    why: str
    to: str = ""
    key: str | None = None
    attached: Sequence[tuple[str, str]] = field(default=())
    not_before: datetime | None = None


def attaching(kind: str) -> Callable[[Attach], Attach]:
    """Register what makes the attachments of a kind, from the reference that the message carries."""

    def register(attach: Attach) -> Attach:
        attachments[kind] = attach
        return attach

    return register


def is_ready(channel: Channel) -> bool:
    """Whether the administrator has set the channel up."""
    from backend.outgoing import mail, robots

    return mail.is_set_up() if channel is Channel.MAIL else robots.is_set_up()


async def post(session: AsyncSession, message: Message) -> OutgoingMessage:
    """Send it when this transaction has been committed. With a key that was used before: the message of then."""
    if not is_ready(message.channel):
        raise Conflict(f"还没有设置{message.channel.label}，请管理员按 README 的设置表设置")
    if message.key and (known := await _keyed(session, message.key)):
        return known
    row = OutgoingMessage(
        channel=message.channel,
        key=message.key,
        to=message.to or message.channel.label,
        subject=message.subject,
        text=message.text,
        why=message.why,
        attachments=[list(each) for each in message.attached],
        not_before=message.not_before or now(),
    )
    session.add(row)
    await session.flush()
    await jobs.enqueue(session, TASK, not_before=row.not_before, message_id=str(row.id))
    return row


async def _keyed(session: AsyncSession, key: str) -> OutgoingMessage | None:
    return (await session.exec(select(OutgoingMessage).where(OutgoingMessage.key == key))).first()
