from datetime import date, datetime
from typing import Optional
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship

from backend.accounts.models import Account, Unit
from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.projects.models import Project


class Source(Labelled):
    """Why it was given: by whose word, or from which other thing, whose key is then `source_id`."""

    INSTRUCTION = "instruction", "批示"
    OFFICE = "office", "项目办交办"
    PROBLEM = "problem", "问题"
    SUPERVISION = "supervision", "督办"
    MEETING = "meeting", "调度会"
    MATRIX = "matrix", "工作矩阵"


class AssignmentStanding(Labelled):
    OPEN = "open", "办理中"
    DONE = "done", "已办结"
    WITHDRAWN = "withdrawn", "已撤销"


class StepKind(Labelled):
    """What may be said of an assignment after it was given."""

    PROGRESS = "progress", "办理情况"
    DONE = "done", "办结"
    RETURNED = "returned", "退回再办"
    WITHDRAWN = "withdrawn", "撤销"


class Assignment(Model, table=True):
    """交办: what a unit, or one person of it, is to do by a day. Only its standing changes, and each time by a step."""

    __tablename__ = "assignments"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID | None = Field(default=None, foreign_key="projects.id", index=True)
    what: str = Field(sa_type=Text)
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    account_id: UUID | None = Field(default=None, foreign_key="accounts.id", index=True)
    due_on: date = Field(index=True)
    source: Source = Field(sa_type=choice(Source))
    source_id: UUID | None = Field(default=None, index=True)
    """The problem, the supervision, the meeting or the measure of a work matrix from which it came."""
    standing: AssignmentStanding = Field(default=AssignmentStanding.OPEN, sa_type=choice(AssignmentStanding))
    assigned_by_id: UUID | None = Field(default=None, foreign_key="accounts.id", index=True)
    assigned_at: datetime = Field(default_factory=now)

    project: Mapped[Optional["Project"]] = Relationship(sa_relationship_kwargs=EXPLICIT)
    unit: Mapped[Unit] = Relationship(sa_relationship_kwargs=EXPLICIT)
    account: Mapped[Optional["Account"]] = Relationship(
        sa_relationship_kwargs=EXPLICIT | {"foreign_keys": "Assignment.account_id"}
    )
    assigned_by: Mapped[Optional["Account"]] = Relationship(
        sa_relationship_kwargs=EXPLICIT | {"foreign_keys": "Assignment.assigned_by_id"}
    )


class AssignmentStep(Model, table=True):
    """What was said and done about an assignment: by whom, when and why. A fact: the database refuses to change it."""

    __tablename__ = "assignment_steps"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID | None = Field(default=None, foreign_key="projects.id", index=True)
    assignment_id: UUID = Field(foreign_key="assignments.id", index=True)
    kind: StepKind = Field(sa_type=choice(StepKind))
    said: str = Field(sa_type=Text)
    said_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    said_at: datetime = Field(default_factory=now)

    said_by: Mapped[Optional["Account"]] = Relationship(sa_relationship_kwargs=EXPLICIT)
