"""The project document: what the API says of a project, and what every other part of the house reads of it.

It has no field that depends on the clock, so that the stored text stays true until something changes:
sums carry their period, and duties carry their days. Money is a decimal string in 万元."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from backend.assignments.parts import AssignmentPart
from backend.lifecycle.parts import StagePart, SuspensionPart, TerminationPart
from backend.milestones.parts import BaselinePlanPart, MilestonePart
from backend.money.parts import FundArrivalPart, FundingSourcePart, FundPlanPart, InvestmentChangePart, ResultPart
from backend.problems.parts import ProblemPart
from backend.projects.parts import AnnualListPart, DeveloperPart, DutyPart, NationalCodePart
from backend.projects.vocabulary import Condition, Datum, Level, Nature, Signal, Stage, YearCategory
from backend.signals.parts import LightPart, OverridePart
from backend.supervision.parts import SupervisionPart
from backend.units import Wan
from backend.updates.parts import UpdatePart
from backend.web.schema import Output

Degrees = Annotated[Decimal, PlainSerializer(lambda value: f"{value:.6f}", return_type=str, when_used="json")]


SHAPE = 8
"""Which shape the document has. Whoever gives it another field, or a field another meaning, counts on by one and brings
a step to `older`; the worker then writes the documents of all projects anew."""


class YearPart(Output):
    """Money of a year: months are those of the weeks' Thursdays; the opening balance stands apart."""

    year: int
    annual_plan_wan: Wan | None
    monthly_plan_wan: list[Wan | None]
    """The plan of each month, null where none is set."""
    opening_wan: Wan | None
    months_wan: list[Wan | None]
    """调度数: what was reported for each month, corrections counted; null where nothing was."""
    invested_wan: Wan | None
    """Opening balance and weekly updates of the year; null as long as nothing was ever reported."""
    statistics_wan: list[Wan | None]
    """统计数: what the statistics bureau counts from January to each month; never mixed with ours."""


class PermitsPart(Output):
    """手续齐不齐: how many permits are there, and which are missing."""

    done: int
    total: int
    missing: list[str]


class ProjectDocument(Output):
    """A project as it stands after one transaction; unknown is null."""

    code: str
    version: int = 0
    updated_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    shape: int = Field(default=SHAPE, description="这份全文是按第几种格式写的；格式只增不减")
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
    """The colour that is shown: that of the override, else the worst axis."""
    computed_signal: Signal
    """The worst axis by the rules."""
    override: OverridePart | None
    lights: list[LightPart]
    stages: list[StagePart]
    suspension: SuspensionPart | None
    suspensions: list[SuspensionPart]
    termination: TerminationPart | None
    total_investment_wan: Wan | None
    investment_changes: list[InvestmentChangePart]
    fixed_investment_wan: Wan | None
    funds_source: str | None
    funding_sources: list[FundingSourcePart]
    fund_plans: list[FundPlanPart]
    fund_arrivals: list[FundArrivalPart]
    funds_arrived_wan: Wan | None
    """Sum of the arrivals; null as long as none was recorded."""
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
    expected_profit_wan: Wan | None
    expected_energy_tce: Wan | None = Field(description="吨标煤/年，两位小数")
    two_high: bool | None
    results: list[ResultPart]
    actual_output_wan: Wan | None
    """Output of the newest whole year; null as long as none is known."""
    new_capacity: str | None
    remark: str | None
    permits: PermitsPart | None
    baseline_plans: list[BaselinePlanPart]
    milestones: list[MilestonePart]
    assignments: list[AssignmentPart]
    """批示 and everything else that was given to a unit about it, those given first at the head."""
    problems: list[ProblemPart]
    """In the order in which they were raised, those that were struck off or withdrawn included."""
    supervisions: list[SupervisionPart]
    """督办单 in the order in which they were made, with the answers, the checks and the end of each."""
    last_update: UpdatePart | None
