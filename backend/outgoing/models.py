from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from backend.clock import now
from backend.db import Model, choice
from backend.ids import uuid7
from backend.labels import Labelled


class Channel(Labelled):
    MAIL = "mail", "邮件"
    ROBOT = "robot", "群机器人"


class Sending(Labelled):
    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "没有发成"


class OutgoingMessage(Model, table=True):
    """A message that leaves the house, and what became of it. It is itself the record, so changes keep none of it.

    `attachments` are kind and reference of what is attached when it is sent, such as `["brief", "2026-48"]`."""

    __tablename__ = "outgoing_messages"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    channel: Channel = Field(sa_type=choice(Channel))
    key: str | None = Field(default=None, max_length=200, unique=True)
    """Of two with one key the second is never made."""
    to: str = Field(max_length=200)
    """An address of mail; for a robot the group it speaks in, as the settings know it."""
    subject: str = Field(max_length=200)
    text: str
    why: str = Field(max_length=100)
    """What it was sent for, in words."""
    attachments: list[list[str]] = Field(default_factory=list, sa_type=JSONB)
    state: Sending = Field(default=Sending.WAITING, sa_type=choice(Sending), index=True)
    tries: int = 0
    last_error: str | None = Field(default=None, max_length=500)
    not_before: datetime = Field(default_factory=now)
    """When it is sent at the earliest: quiet hours, and the pause after a failure."""
    created_at: datetime = Field(default_factory=now)
    sent_at: datetime | None = None
