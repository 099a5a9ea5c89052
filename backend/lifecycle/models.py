from datetime import date, datetime
from typing import Optional
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.accounts.models import Account
from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.projects.models import Project
from backend.projects.vocabulary import Cause, Level, Stage


class Batch(Model, table=True):
    """A term (期次) of the 三个一批 at which projects are signed, started or put into production together."""

    __tablename__ = "batches"
    __table_args__ = (UniqueConstraint("year", "ordinal"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    year: int
    ordinal: int
    """Restarts each year: the first, the second of the year."""
    number: int = Field(unique=True)
    """Running total over all years."""
    level: Level = Field(sa_type=choice(Level))
    held_on: date | None = None

    @property
    def code(self) -> str:
        return f"{self.year}-{self.ordinal}"


class StageWithdrawal(Model, table=True):
    """That a stage entry was an error: by whom, when and why. The entry stays visible."""

    __tablename__ = "stage_withdrawals"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    reason: str = Field(max_length=500)
    withdrawn_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    withdrawn_at: datetime = Field(default_factory=now)


class StageEntry(Model, table=True):
    """That a project entered a stage: the lifecycle is these rows. One a project and stage, for ever, unless withdrawn."""

    __tablename__ = "stage_entries"
    __table_args__ = (
        # The second start is refused by the database; only a withdrawal, which is a row, makes room again.
        Index("stage_entries_once", "project_id", "stage", unique=True, postgresql_where=sql("withdrawal_id IS NULL")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    stage: Stage = Field(sa_type=choice(Stage))
    batch_id: UUID | None = Field(default=None, foreign_key="batches.id", index=True)
    occurred_on: date | None = None
    evidence: str | None = Field(default=None, max_length=300)
    skip_reason: str | None = Field(default=None, max_length=300)
    """Why the stage before this one was never entered (a public road is never signed)."""
    withdrawal_id: UUID | None = Field(default=None, foreign_key="stage_withdrawals.id", unique=True)
    recorded_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=now)

    project: Mapped[Project] = Relationship(sa_relationship_kwargs=EXPLICIT)
    batch: Mapped[Batch | None] = Relationship(sa_relationship_kwargs=EXPLICIT)
    withdrawal: Mapped[StageWithdrawal | None] = Relationship(sa_relationship_kwargs=EXPLICIT)


class Resumption(Model, table=True):
    """That a standing project went on again."""

    __tablename__ = "resumptions"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    resumed_on: date
    note: str | None = Field(default=None, max_length=500)
    recorded_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=now)


class Suspension(Model, table=True):
    """That a project stands still (停工、缓建), since when and why. It ends by a resumption; one is open at a time."""

    __tablename__ = "suspensions"
    __table_args__ = (
        Index("suspensions_one_open", "project_id", unique=True, postgresql_where=sql("resumption_id IS NULL")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    cause: Cause = Field(sa_type=choice(Cause))
    since: date
    expected_until: date | None = None
    note: str | None = Field(default=None, sa_type=Text)
    resumption_id: UUID | None = Field(default=None, foreign_key="resumptions.id", unique=True)
    recorded_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=now)

    resumption: Mapped[Optional["Resumption"]] = Relationship(sa_relationship_kwargs=EXPLICIT)


class Termination(Model, table=True):
    """That a project ended early (终止). It stays in the denominators and is named."""

    __tablename__ = "terminations"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", unique=True)
    ended_on: date
    reason: str = Field(max_length=500)
    recorded_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=now)

    recorded_by: Mapped[Account | None] = Relationship(sa_relationship_kwargs=EXPLICIT)
