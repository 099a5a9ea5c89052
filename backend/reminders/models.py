from datetime import date, datetime
from typing import Any, Optional
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.accounts.models import Account
from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.outgoing.models import OutgoingMessage


class ReminderKind(Labelled):
    OWED = "owed", "本周待报"
    UNIT = "unit", "本单位未报"
    SPONSOR = "sponsor", "包联项目连续未报"
    PROBLEM = "problem", "问题"
    SUPERVISION = "supervision", "督办"


class Way(Labelled):
    """By what a person is reminded, and what each of them can switch off for themselves."""

    HERE = "here", "站内"
    MAIL = "mail", "邮件"


class Reminder(Model, table=True):
    """That a person was reminded (催办) of a week: once a kind; of problems and orders, once a round. A group's robot speaks to no
    person and is no row here.

    `items` are the projects: `{"code", "name", "weeks", "instead_of"}`, where `weeks` counts the closed weeks missing in a row
    and `instead_of` is whom the person stands in for; of problems `{"code", "name", "problem", "what", "told", "instead_of"}`,
    and of orders (督办单) `order` instead of `problem`."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("account_id", "week_start", "kind", "occasion"),
        Index("reminders_unread", "account_id", postgresql_where=text("read_at IS NULL AND here")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id")
    kind: ReminderKind = Field(sa_type=choice(ReminderKind))
    week_start: date = Field(index=True)
    occasion: str = Field(default="", max_length=16)
    """Of problems and orders: the round, such as `11-24 09`."""
    title: str = Field(max_length=200)
    items: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    here: bool
    """Whether it stands on the person's own page: they may have switched that off."""
    mail_id: UUID | None = Field(default=None, foreign_key="outgoing_messages.id")
    made_at: datetime = Field(default_factory=now)
    read_at: datetime | None = None

    account: Mapped[Account] = Relationship(sa_relationship_kwargs=EXPLICIT)
    mail: Mapped[Optional["OutgoingMessage"]] = Relationship(sa_relationship_kwargs=EXPLICIT)


class ReminderRound(Model, table=True):
    """That the reminders of a week that were due at a moment have been made: by one worker, once."""

    __tablename__ = "reminder_rounds"

    week_start: date = Field(primary_key=True)
    due: datetime = Field(primary_key=True)
    done_at: datetime = Field(default_factory=now)


class ProblemReminderRound(Model, table=True):
    """That people have been reminded of what happened to problems and orders up to a moment: by one worker, once."""

    __tablename__ = "problem_reminder_rounds"

    at: datetime = Field(primary_key=True)
    done_at: datetime = Field(default_factory=now)


class ReminderOff(Model, table=True):
    """That a person wants no reminders of a kind in a way."""

    __tablename__ = "reminders_off"

    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)
    kind: ReminderKind = Field(sa_type=choice(ReminderKind), primary_key=True)
    way: Way = Field(sa_type=choice(Way), primary_key=True)


class Leave(Model, table=True):
    """That a person is away (请假), both days included, and who stands in for them."""

    __tablename__ = "leaves"
    __table_args__ = (CheckConstraint("since <= until", name="in_order"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    since: date
    until: date
    stand_in_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    entered_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    entered_at: datetime = Field(default_factory=now)
    withdrawn_at: datetime | None = None

    account: Mapped[Account] = Relationship(sa_relationship_kwargs={**EXPLICIT, "foreign_keys": "Leave.account_id"})
    stand_in: Mapped[Account | None] = Relationship(
        sa_relationship_kwargs={**EXPLICIT, "foreign_keys": "Leave.stand_in_id"}
    )
