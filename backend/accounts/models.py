from datetime import date, datetime
from typing import Any, ClassVar, Optional
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled


class Role(Labelled):
    ADMINISTRATOR = "administrator", "管理员"
    OFFICE = "office", "项目办"
    LEADER = "leader", "领导"
    REVIEWER = "reviewer", "审阅人"
    STEWARD = "steward", "专员"
    READER = "reader", "查阅"


class Permission(Labelled):
    READ = "read", "只读"
    WRITE = "write", "读写"


class Unit(Model, table=True):
    """A unit (单位): a bureau, a committee, the zone. It may be renamed, is never deleted."""

    __tablename__ = "units"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    code: str = Field(max_length=32, unique=True)
    name: str = Field(max_length=80)
    short_name: str | None = Field(default=None, max_length=20)
    confirmed_on: date | None = None
    """Units suggested by the seed are 待确认 until an administrator confirms them."""
    founded_on: date | None = None
    """Since when there is such a unit; unknown of most, and then it always was."""
    dissolved_on: date | None = None
    reviews_updates: bool = False
    """Its reviewers look through the weekly updates of its projects: those not looked at yet wait on them."""

    @property
    def called(self) -> str:
        return self.short_name or self.name


class UnitName(Model, table=True):
    """A name that a unit bore, until a day."""

    __tablename__ = "unit_names"

    unit_id: UUID = Field(foreign_key="units.id", primary_key=True)
    until: date = Field(primary_key=True)
    name: str = Field(max_length=80)


class UnitLeader(Model, table=True):
    """Which leader is in charge of a unit (分管领导), from a day until a day. One at a time."""

    __tablename__ = "unit_leaders"
    __table_args__ = (Index("unit_leaders_now", "unit_id", unique=True, postgresql_where=text("until IS NULL")),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    since: date
    until: date | None = None

    account: Mapped["Account"] = Relationship(sa_relationship_kwargs=EXPLICIT)


class Account(Model, table=True):
    """A person who signs in. `name` is what they type and what commands take; `person` is what others read."""

    __tablename__ = "accounts"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=40, unique=True)
    person: str = Field(max_length=40)
    role: Role = Field(sa_type=choice(Role))
    unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    title: str | None = Field(default=None, max_length=40)
    phone: str | None = Field(default=None, max_length=20)
    email: str | None = Field(default=None, max_length=120)
    password: str | None = Field(default=None, max_length=200)
    totp_secret: str | None = Field(default=None, max_length=64)
    scope: dict[str, str] | None = Field(default=None, sa_type=JSONB)
    """What a reader may see: `{"area": …}`, `{"unit": …}`, `{"programme": …}`, or `{}` for all."""
    disabled_at: datetime | None = None
    version: int = 1

    unit: Mapped[Optional["Unit"]] = Relationship(sa_relationship_kwargs=EXPLICIT)


class SignInLink(Model, table=True):
    """A link that signs one account in, once. GET uses nothing up; POST does."""

    __tablename__ = "sign_in_links"

    token_hash: str = Field(primary_key=True, max_length=64)
    account_id: UUID = Field(foreign_key="accounts.id")
    expires_at: datetime
    used_at: datetime | None = None


class SignIn(Model, table=True):
    """A session of a browser, kept on the server: only the hash of its token is stored."""

    __tablename__ = "sign_ins"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    created_at: datetime = Field(default_factory=now)
    seen_at: datetime = Field(default_factory=now)
    expires_at: datetime
    ended_at: datetime | None = None
    browser: str = Field(default="", max_length=200)
    by_link: bool = False
    """Began by a one-time link: for an hour the person may set a password without knowing the old one."""
    totp_step: int | None = None
    """Which half minute's code was shown: no code works twice."""


class SignInFailure(Model, table=True):
    """How often a name failed to sign in lately, and until when it has to wait."""

    __tablename__ = "sign_in_failures"

    name: str = Field(primary_key=True, max_length=120)
    failures: int = 0
    last_at: datetime = Field(default_factory=now)
    wait_until: datetime | None = None


class ApiKey(Model, table=True):
    """A key with which a program calls the API: shown once, stored as a hash."""

    __tablename__ = "api_keys"
    __table_args__ = (UniqueConstraint("prefix"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=80)
    prefix: str = Field(max_length=32)
    secret_hash: str = Field(max_length=64, unique=True)
    permission: Permission = Field(sa_type=choice(Permission))
    scope: dict[str, str] = Field(default_factory=dict, sa_type=JSONB)
    """Which projects: `{}` all, `{"area": …}`, `{"unit": …}` or `{"programme": …}`."""
    addresses: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    """From where it may be used; none for anywhere."""
    created_at: datetime = Field(default_factory=now)
    created_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


class KeyAllowance(Model, table=True):
    """How many requests a key may still make: a bucket that fills with time. Unlogged: after a crash it is full."""

    __tablename__ = "key_allowances"
    __table_args__: ClassVar[Any] = {"prefixes": ["UNLOGGED"]}

    key_id: UUID = Field(primary_key=True)
    tokens: float
    granted: int
    """What was taken last."""
    filled_at: datetime


class KeyUse(Model, table=True):
    """How often a key was used on a day."""

    __tablename__ = "key_uses"

    key_id: UUID = Field(primary_key=True, foreign_key="api_keys.id")
    day: date = Field(primary_key=True)
    calls: int


class KeyWarning(Model, table=True):
    """That a key is about to expire: written once, 30 days, 7 days and 1 day before. Whoever reminds sends it on."""

    __tablename__ = "key_warnings"

    key_id: UUID = Field(primary_key=True, foreign_key="api_keys.id")
    days: int = Field(primary_key=True)
    warned_at: datetime = Field(default_factory=now)
