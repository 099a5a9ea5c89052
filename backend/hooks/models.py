from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from backend.clock import now
from backend.db import Model
from backend.ids import uuid7


class Hook(Model, table=True):
    """Where a platform wants to be told that the feed has something new for it (变更通知). It belongs to whoever
    holds a key of that name and scope: without a live one nothing is told."""

    __tablename__ = "hooks"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=80)
    scope: dict[str, str] = Field(default_factory=dict, sa_type=JSONB)
    url: str = Field(max_length=500)
    secret: str = Field(max_length=80)
    """With which each message is signed. It has to be read again for that, and so is no hash."""
    former_secret: str | None = Field(default=None, max_length=80)
    former_until: datetime | None = None
    """Until then messages are signed with the former secret as well."""
    created_at: datetime = Field(default_factory=now)
    created_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    ended_at: datetime | None = None


class HookState(Model, table=True):
    """How far a hook has told, and what it is doing: one message at a time, tried until it is taken."""

    __tablename__ = "hook_states"

    hook_id: UUID = Field(primary_key=True, foreign_key="hooks.id")
    told_seq: int = Field(default=0, sa_type=BigInteger)
    """The last entry of the feed of which the platform was told."""
    rung_at: datetime | None = None
    """When the message that is under way came to be; none is under way where it is empty."""
    message_id: str | None = Field(default=None, max_length=60)
    tries: int = 0
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    last_error: str | None = Field(default=None, max_length=500)
    last_sent_at: datetime | None = None
    disabled_at: datetime | None = None
    """It failed for days and is tried no more, until an administrator switches it on again."""
