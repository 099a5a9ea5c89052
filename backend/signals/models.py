from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, UniqueConstraint

from backend.clock import now
from backend.db import Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.projects.vocabulary import Signal


class Axis(Labelled):
    START = "start", "开工"
    PROGRESS = "progress", "进度"
    STATISTICS = "statistics", "入库"
    FUNDS = "funds", "资金"
    REPORT = "report", "报送"


class SignalRule(Model, table=True):
    """A rule of the lights: the borders of one axis, from a day on. A new rule is a new row."""

    __tablename__ = "signal_rules"
    __table_args__ = (UniqueConstraint("axis", "effective_from"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    axis: Axis = Field(sa_type=choice(Axis))
    version: str = Field(max_length=20)
    """What people call it, such as `2026-01`."""
    effective_from: date
    borders: dict[str, int] = Field(sa_type=JSONB)


class Light(Model, table=True):
    """A result of one axis of one project, with the rule, the inputs and the reason in words.

    A new row only when colour, rule, inputs or reason differ from the row before; the newest counts."""

    __tablename__ = "lights"
    __table_args__ = (Index("lights_newest", "project_id", "axis", "number"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    number: int = Field(default=None, sa_type=BigInteger, sa_column_args=[Identity(always=True)])
    project_id: UUID = Field(foreign_key="projects.id", ondelete="CASCADE", index=True)
    axis: Axis = Field(sa_type=choice(Axis))
    signal: Signal = Field(sa_type=choice(Signal))
    was: Signal | None = Field(default=None, sa_type=choice(Signal))
    """The colour before; none for the first."""
    rule: str = Field(max_length=20)
    inputs: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    reason: str = Field(max_length=300)
    judged_on: date
    """The day for which it was judged."""
    since: date
    """Since when this axis has had this colour without a break."""
    computed_at: datetime = Field(default_factory=now)


class LightRound(Model, table=True):
    """That all projects were judged anew as of a moment: each night, and after each closing of the reporting."""

    __tablename__ = "light_rounds"

    due: datetime = Field(primary_key=True)
    done_at: datetime = Field(default_factory=now)


class OverrideEnd(Model, table=True):
    """That an override was taken back before its day."""

    __tablename__ = "override_ends"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    reason: str = Field(max_length=500)
    ended_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    ended_at: datetime = Field(default_factory=now)


class Override(Model, table=True):
    """That a person shows another colour than the rule, why, and until when. Both colours are shown."""

    __tablename__ = "overrides"
    __table_args__ = (Index("overrides_one_open", "project_id", unique=True, postgresql_where=sql("end_id IS NULL")),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    signal: Signal = Field(sa_type=choice(Signal))
    reason: str = Field(max_length=500)
    until: date
    end_id: UUID | None = Field(default=None, foreign_key="override_ends.id", unique=True)
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)
