"""The project document: what the API says of a project, and what every other part of the house reads of it.

It has no field that depends on the clock, so that the stored text stays true until something changes:
sums carry their period, and duties carry their days. Money is a decimal string in 万元."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, PlainSerializer

from backend.milestones.models import Gate, Phase
from backend.projects.vocabulary import (
    Cause,
    Condition,
    Datum,
    DutyKind,
    Level,
    Nature,
    Signal,
    Stage,
    YearCategory,
)
from backend.units import Wan
from backend.web.schema import Output

Degrees = Annotated[Decimal, PlainSerializer(lambda value: f"{value:.6f}", return_type=str, when_used="json")]


class DeveloperPart(Output):
    name: str
    credit_code: str | None


class NationalCodePart(Output):
    value: str
    since: date
    until: date | None


class AnnualListPart(Output):
    year: int
    list: str


class WithdrawalPart(Output):
    reason: str
    withdrawn_at: datetime


class StagePart(Output):
    """An entry into a stage; a withdrawn one stays and says why."""

    id: UUID
    stage: Stage
    batch: str | None
    occurred_on: date | None
    evidence: str | None
    skip_reason: str | None
    recorded_at: datetime
    withdrawn: WithdrawalPart | None


class SuspensionPart(Output):
    cause: Cause
    since: date
    expected_until: date | None
    note: str | None
    resumed_on: date | None


class TerminationPart(Output):
    ended_on: date
    reason: str


class YearPart(Output):
    """Money of a year: months are those of the weeks' Thursdays; the opening balance stands apart."""

    year: int
    annual_plan_wan: Wan | None
    opening_wan: Wan | None
    months_wan: list[Wan]
    invested_wan: Wan | None
    """Opening balance and weekly updates of the year; null as long as nothing was ever reported."""


class MilestonePart(Output):
    id: UUID
    key: str
    label: str
    phase: Phase
    gate: Gate | None
    baseline_on: date | None
    forecast_on: date | None
    reached_on: date | None
    evidence: str | None
    slip_days: int | None
    recorded_at: datetime | None


class PermitsPart(Output):
    """手续齐不齐: how many permits are there, and which are missing."""

    done: int
    total: int
    missing: list[str]


class DutyPart(Output):
    id: UUID
    kind: DutyKind
    unit: str | None
    unit_name: str | None
    person: str | None
    since: date
    until: date | None


class UpdatePart(Output):
    """The weekly update of a week."""

    id: UUID
    week: str
    unchanged: bool
    invested_wan: Wan
    site_progress: str | None
    next_step: str | None
    milestones_reached: list[str]
    late: bool
    submitted_by: str | None
    submitted_at: datetime
    version: int


class ProjectDocument(Output):
    """A project as it stands after one transaction; unknown is null."""

    code: str
    version: int = 0
    updated_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    name: str
    short_name: str
    aliases: list[str]
    former_names: list[str]
    merged_codes: list[str]
    national_code: str | None
    national_codes: list[NationalCodePart]
    kind: str
    area: str | None
    cluster: str | None
    programme: str | None
    programme_name: str | None
    annual_lists: list[AnnualListPart]
    level: Level | None
    nature: Nature | None
    year_category: YearCategory | None
    industry_code: str | None
    content: str | None
    site: str | None
    region_code: str | None
    longitude: Degrees | None
    latitude: Degrees | None
    datum: Datum | None
    land_mu: Wan | None = Field(description="亩，两位小数")
    standard_land: bool | None
    developers: list[DeveloperPart]
    duties: list[DutyPart]
    stage: Stage | None
    condition: Condition
    signal: Signal
    stages: list[StagePart]
    suspension: SuspensionPart | None
    suspensions: list[SuspensionPart]
    termination: TerminationPart | None
    total_investment_wan: Wan | None
    fixed_investment_wan: Wan | None
    funds_source: str | None
    funds_arrived_wan: Wan | None
    invested_total_wan: Wan | None
    years: list[YearPart]
    statistics_registered_on: date | None
    planned_start_on: date | None
    planned_completion_on: date | None
    completed_on: date | None
    planned_production_on: date | None
    expected_output_wan: Wan | None
    expected_tax_wan: Wan | None
    expected_jobs: int | None
    actual_output_wan: Wan | None
    new_capacity: str | None
    remark: str | None
    permits: PermitsPart | None
    milestones: list[MilestonePart]
    last_update: UpdatePart | None
