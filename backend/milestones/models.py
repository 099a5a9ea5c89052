from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import ColumnProperty, Mapped, column_property
from sqlmodel import Field, Relationship, UniqueConstraint, col, select

from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.milestones.following import slip
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


class SlipReason(Labelled):
    """Why a milestone comes later than it was believed."""

    FUNDS = "funds", "资金"
    LAND = "land", "用地"
    PERMITS = "permits", "手续"
    DESIGN = "design", "设计"
    RELOCATION = "relocation", "征拆"
    WEATHER = "weather", "天气"
    CONTRACTOR = "contractor", "施工单位"
    MARKET = "market", "市场"
    POLICY = "policy", "政策"
    OTHER = "other", "其他"


class Milestone(Model, table=True):
    """A node (节点) of one project with its three dates. Only the draft of its plan is a column of its own;
    what was agreed, believed and reached are rows, and the newest of them that stands is read with it (see below)."""

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
    planned_on: date | None = None
    """Draft of the plan, until it is agreed; a later draft is for a re-baseline."""

    first_baseline_on: ClassVar[date | None]
    baseline_on: ClassVar[date | None]
    forecast_on: ClassVar[date | None]
    forecast_reason: ClassVar[SlipReason | None]
    forecast_sentence: ClassVar[str | None]
    reached_on: ClassVar[date | None]
    evidence: ClassVar[str | None]
    file: ClassVar[UUID | None]
    recorded_at: ClassVar[datetime | None]

    project: Mapped[Project] = Relationship(sa_relationship_kwargs=EXPLICIT)

    @property
    def slip_days(self) -> int | None:
        """Days late against the first baseline, which is the one that is never forgotten."""
        return slip(self.reached_on or self.forecast_on, self.first_baseline_on)

    @property
    def slip_current_days(self) -> int | None:
        """Days late against the baseline that stands now."""
        return slip(self.reached_on or self.forecast_on, self.baseline_on)


class BaselinePlan(Model, table=True):
    """That a project's plan was agreed: the first, or a re-baseline with its approval and reason. Never rewritten."""

    __tablename__ = "baseline_plans"
    __table_args__ = (UniqueConstraint("project_id", "version"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    version: int
    agreed_on: date
    approval: str | None = Field(default=None, max_length=200)
    reason: str | None = Field(default=None, max_length=500)
    agreed_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=now)


class Baseline(Model, table=True):
    """The day on which one milestone is planned in one agreed plan. Never rewritten, not even by the table's owner."""

    __tablename__ = "baselines"
    __table_args__ = (UniqueConstraint("milestone_id", "version"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    plan_id: UUID = Field(foreign_key="baseline_plans.id", index=True)
    milestone_id: UUID = Field(foreign_key="milestones.id")
    version: int
    planned_on: date


class Forecast(Model, table=True):
    """When a milestone is believed to come, from that moment on. Later needs a reason and a sentence."""

    __tablename__ = "forecasts"
    __table_args__ = (Index("forecasts_newest", "milestone_id", "made_at", "id"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    milestone_id: UUID = Field(foreign_key="milestones.id")
    forecast_on: date | None
    reason: SlipReason | None = Field(default=None, sa_type=choice(SlipReason))
    sentence: str | None = Field(default=None, max_length=500)
    follows_id: UUID | None = Field(default=None, foreign_key="forecasts.id")
    """The forecast of the milestone in front that pushed this one."""
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)


class ArrivalWithdrawal(Model, table=True):
    """That a milestone was not reached after all: by whom, when and why. The arrival stays visible."""

    __tablename__ = "arrival_withdrawals"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    reason: str = Field(max_length=500)
    withdrawn_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    withdrawn_at: datetime = Field(default_factory=now)


class Arrival(Model, table=True):
    """That a milestone was reached, and what proves it: a document number, a file, or both."""

    __tablename__ = "arrivals"
    __table_args__ = (
        Index("arrivals_once", "milestone_id", unique=True, postgresql_where=sql("withdrawal_id IS NULL")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    milestone_id: UUID = Field(foreign_key="milestones.id")
    reached_on: date
    evidence: str | None = Field(default=None, max_length=200)
    """Document number or record."""
    file_id: UUID | None = Field(default=None, foreign_key="stored_files.id")
    withdrawal_id: UUID | None = Field(default=None, foreign_key="arrival_withdrawals.id", unique=True)
    recorded_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=now)


def _newest(column: Any, table: type[Any], *order: Any, where: Any = None) -> ColumnProperty[Any]:
    """The value of the newest row that stands, read together with the milestone."""
    query = select(column).where(table.milestone_id == Milestone.id, *([] if where is None else [where]))
    return column_property(query.order_by(*order).limit(1).correlate_except(table).scalar_subquery())


_version, _stands = col(Baseline.version), col(Arrival.withdrawal_id).is_(None)
_made = (col(Forecast.made_at).desc(), col(Forecast.id).desc())
for _name, _value in {
    "first_baseline_on": _newest(Baseline.planned_on, Baseline, _version),
    "baseline_on": _newest(Baseline.planned_on, Baseline, _version.desc()),
    "forecast_on": _newest(Forecast.forecast_on, Forecast, *_made),
    "forecast_reason": _newest(Forecast.reason, Forecast, *_made),
    "forecast_sentence": _newest(Forecast.sentence, Forecast, *_made),
    "reached_on": _newest(Arrival.reached_on, Arrival, Arrival.id, where=_stands),
    "evidence": _newest(Arrival.evidence, Arrival, Arrival.id, where=_stands),
    "file": _newest(Arrival.file_id, Arrival, Arrival.id, where=_stands),
    "recorded_at": _newest(Arrival.recorded_at, Arrival, Arrival.id, where=_stands),
}.items():
    Milestone.__mapper__.add_property(_name, _value)  # type: ignore[attr-defined]
