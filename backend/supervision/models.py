from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, UniqueConstraint

from backend.clock import now
from backend.db import Model, choice
from backend.ids import uuid7
from backend.signals.models import Axis
from backend.supervision.vocabulary import Outcome, SupervisionLevel


class Supervision(Model, table=True):
    """督办单: what a unit is ordered to do by a day, and from what. The row never changes: what comes of it are rows."""

    __tablename__ = "supervisions"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("num_nonnulls(problem_id, axis, assignment_id) = 1", name="one_origin"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    year: int
    number: int
    """督办〔2026〕18号: of a year 1, 2, 3 … without gap or repeat."""
    problem_id: UUID | None = Field(default=None, foreign_key="problems.id", index=True)
    axis: Axis | None = Field(default=None, sa_type=choice(Axis))
    assignment_id: UUID | None = Field(default=None, foreign_key="assignments.id", index=True)
    level: SupervisionLevel = Field(sa_type=choice(SupervisionLevel))
    matter: str = Field(max_length=500)
    """What stands wrong: as the problem, the light or the 批示 says it."""
    grounds: str = Field(max_length=500)
    """Why it is supervised, as it stood on the day of the order."""
    what: str = Field(max_length=1000)
    """What is to be done, a demand a line."""
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    plan_by: date
    report_by: date
    """The first two of the 13710 timers, by the calendar as it stood on the day."""
    due_on: date
    sheet: dict[str, Any] = Field(sa_type=JSONB)
    """What else its paper says, as it was when it was ordered."""
    ordered_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    ordered_at: datetime = Field(default_factory=now)


class SupervisionAnswer(Model, table=True):
    """What the unit answers: its plan, and how far it is."""

    __tablename__ = "supervision_answers"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    supervision_id: UUID = Field(foreign_key="supervisions.id", index=True)
    says: str = Field(max_length=1000)
    settle_on: date | None = None
    """The day by which the unit plans to be done."""
    answered_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    answered_at: datetime = Field(default_factory=now)


class SupervisionCheck(Model, table=True):
    """核查: somebody went and looked, and what they found."""

    __tablename__ = "supervision_checks"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    supervision_id: UUID = Field(foreign_key="supervisions.id", index=True)
    checked_on: date
    finding: str = Field(max_length=500)
    checked_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    checked_at: datetime = Field(default_factory=now)


class SupervisionClosure(Model, table=True):
    """That an order is over: struck off or withdrawn, by a person of another unit than the one that has it."""

    __tablename__ = "supervision_closures"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    supervision_id: UUID = Field(foreign_key="supervisions.id", unique=True)
    outcome: Outcome = Field(sa_type=choice(Outcome))
    remark: str = Field(max_length=500)
    closed_by_id: UUID = Field(foreign_key="accounts.id")
    closed_at: datetime = Field(default_factory=now)
