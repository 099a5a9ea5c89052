from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.projects.models import Project


class Phase(Labelled):
    PERMITS = "permits", "前期手续"
    WORKS = "works", "建设"
    COMMISSIONING = "commissioning", "试车投产"


class Gate(Labelled):
    """The milestone that proves a stage."""

    START = "start", "开工"
    PRODUCTION = "production", "投产"


class MilestoneTemplate(Model, table=True):
    """The milestones that a project of a kind goes through. A new version is a new row; projects keep theirs."""

    __tablename__ = "milestone_templates"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    code: str = Field(max_length=32)
    version: int = 1
    kinds: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    """The kinds of project that are planned with it."""


class TemplateNode(Model, table=True):
    """One milestone of a template. `after` names the nodes before it; empty means the node above."""

    __tablename__ = "template_nodes"
    __table_args__ = (UniqueConstraint("template_id", "key"), UniqueConstraint("template_id", "position"))

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    template_id: UUID = Field(foreign_key="milestone_templates.id")
    position: int
    key: str = Field(max_length=40)
    label: str = Field(max_length=60)
    phase: Phase = Field(sa_type=choice(Phase))
    gate: Gate | None = Field(default=None, sa_type=choice(Gate))
    unit: str | None = Field(default=None, max_length=10)
    after: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))


class Milestone(Model, table=True):
    """A node (节点) of one project with its three dates: planned first, believed today, reached."""

    __tablename__ = "milestones"
    __table_args__ = (UniqueConstraint("project_id", "key"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    position: int
    key: str = Field(max_length=40)
    label: str = Field(max_length=60)
    phase: Phase = Field(sa_type=choice(Phase))
    gate: Gate | None = Field(default=None, sa_type=choice(Gate))
    unit: str | None = Field(default=None, max_length=10)
    after: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    baseline_on: date | None = None
    forecast_on: date | None = None
    reached_on: date | None = None
    evidence: str | None = Field(default=None, max_length=200)
    """Document number or record that proves that it was reached."""
    recorded_at: datetime | None = None

    project: Mapped[Project] = Relationship(sa_relationship_kwargs=EXPLICIT)

    @property
    def slip_days(self) -> int | None:
        """Days by which it is late against its baseline (negative: early); none without both dates."""
        known = self.reached_on or self.forecast_on
        return (known - self.baseline_on).days if known and self.baseline_on else None
