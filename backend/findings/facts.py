"""What the checks read of a project: a part of its document, and no more, so that thousands are read at once.

Everything has a default: a stored document may be older than a part of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field

from backend.milestones.models import Gate
from backend.problems.vocabulary import State
from backend.projects.vocabulary import Condition, DutyKind, Stage
from backend.web.schema import Output
from backend.weeks import Week

Amount = Decimal | None


class Entry(Output):
    id: UUID
    stage: Stage
    batch: str | None = None
    occurred_on: date | None = None
    evidence: str | None = None
    recorded_at: datetime
    withdrawn: Any = None


class Held(Output):
    kind: DutyKind
    unit: str | None = None
    unit_name: str | None = None
    until: date | None = None


class Pause(Output):
    since: date
    resumed_on: date | None = None


class Change(Output):
    old_wan: Amount = None
    new_wan: Amount = None
    document: str | None = None
    changed_at: datetime


class Source(Output):
    amount_wan: Decimal


class YearMoney(Output):
    year: int
    annual_plan_wan: Amount = None
    months_wan: list[Amount] = Field(default_factory=list)
    statistics_wan: list[Amount] = Field(default_factory=list)


class Yielded(Output):
    year: int
    month: int | None = None
    output_wan: Amount = None


class Node(Output):
    id: UUID
    label: str
    gate: Gate | None = None
    forecast_on: date | None = None
    reached_on: date | None = None


class Company(Output):
    name: str
    credit_code: str | None = None


class Last(Output):
    week: str
    site_progress: str | None = None


class Raised(Output):
    id: UUID
    problem_number: int
    problem_status: State
    lead_unit: str | None = None
    due_on: date
    raised_at: datetime
    last_note_at: datetime | None = None


class Facts(Output):
    code: str
    name: str
    short_name: str
    aliases: list[str] = Field(default_factory=list)
    former_names: list[str] = Field(default_factory=list)
    national_code: str | None = None
    developers: list[Company] = Field(default_factory=list)
    kind: str
    condition: Condition
    stage: Stage | None = None
    stages: list[Entry] = Field(default_factory=list)
    duties: list[Held] = Field(default_factory=list)
    suspensions: list[Pause] = Field(default_factory=list)
    total_investment_wan: Amount = None
    invested_total_wan: Amount = None
    investment_changes: list[Change] = Field(default_factory=list)
    funding_sources: list[Source] = Field(default_factory=list)
    years: list[YearMoney] = Field(default_factory=list)
    statistics_registered_on: date | None = None
    planned_start_on: date | None = None
    planned_completion_on: date | None = None
    planned_production_on: date | None = None
    expected_output_wan: Amount = None
    results: list[Yielded] = Field(default_factory=list)
    milestones: list[Node] = Field(default_factory=list)
    problems: list[Raised] = Field(default_factory=list)
    last_update: Last | None = None
    said_before: str | None = None
    """形象进度 of the update before the last: no part of the document, added by who reads."""
    gone: list[tuple[DutyKind, str]] = Field(default_factory=list)
    """Who has a duty and an account that is disabled: no part of the document either."""

    @property
    def entries(self) -> list[Entry]:
        """The stage entries that stand."""
        return [entry for entry in self.stages if entry.withdrawn is None]

    def entry(self, stage: Stage) -> Entry | None:
        return next((entry for entry in self.entries if entry.stage is stage), None)

    @property
    def goes_on(self) -> bool:
        return self.condition is Condition.UNDER_WAY

    @property
    def has_ended(self) -> bool:
        return self.condition is Condition.TERMINATED

    @property
    def units(self) -> list[tuple[str, str]]:
        """The units responsible now, by code and name; where there is none, those in the lead."""
        for kind in (DutyKind.RESPONSIBLE, DutyKind.LEAD):
            found = [(d.unit, d.unit_name or d.unit) for d in self.duties if d.kind is kind and d.unit and not d.until]
            if found:
                return found
        return []


class Moment(Output):
    """When it is checked: nothing else of the clock goes into a check."""

    day: date
    closed: Week
    """The last week whose reporting had closed."""
    year: int
    """The year of the running week."""
