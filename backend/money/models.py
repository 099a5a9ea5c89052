from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field, UniqueConstraint

from backend.clock import now
from backend.db import Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.units import WAN


class MonthlyPlan(Model, table=True):
    """The investment planned for one month of a year (分月计划): what the light of progress is measured against."""

    __tablename__ = "monthly_plans"
    __table_args__ = (UniqueConstraint("project_id", "year", "month"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    year: int
    month: int
    amount: Decimal = Field(sa_type=WAN)


class Correction(Model, table=True):
    """The right investment of a week that was reported wrongly. The update stays as it was sent; the newest counts."""

    __tablename__ = "corrections"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    update_id: UUID = Field(foreign_key="updates.id", index=True)
    invested: Decimal = Field(sa_type=WAN)
    reason: str = Field(max_length=500)
    corrected_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    corrected_at: datetime = Field(default_factory=now)


class StatisticsFigure(Model, table=True):
    """统计数: what the statistics bureau counts as invested from January to this month. Never mixed with 调度数."""

    __tablename__ = "statistics_figures"
    __table_args__ = (UniqueConstraint("project_id", "year", "month"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    year: int
    month: int
    invested: Decimal = Field(sa_type=WAN)


class FundKind(Labelled):
    OWN = "own", "企业自筹"
    LOAN = "loan", "银行贷款"
    CENTRAL = "central", "中央预算内"
    FISCAL = "fiscal", "地方财政"
    SPECIAL_BOND = "special_bond", "专项债"
    OTHER = "other", "其他"


class FundingSource(Model, table=True):
    """From where a project's total investment is to come; the sources should add up to it."""

    __tablename__ = "funding_sources"
    __table_args__ = (UniqueConstraint("project_id", "kind"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    kind: FundKind = Field(sa_type=choice(FundKind))
    amount: Decimal = Field(sa_type=WAN)


class FundPlan(Model, table=True):
    """By which day how much money is to have arrived, counted from the start."""

    __tablename__ = "fund_plans"
    __table_args__ = (UniqueConstraint("project_id", "due_on"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    due_on: date
    amount: Decimal = Field(sa_type=WAN)


class FundArrival(Model, table=True):
    """Money that arrived (到位资金). The day may be unknown for what came before this system."""

    __tablename__ = "fund_arrivals"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    kind: FundKind | None = Field(default=None, sa_type=choice(FundKind))
    arrived_on: date | None = None
    amount: Decimal = Field(sa_type=WAN)
    document: str | None = Field(default=None, max_length=200)
    recorded_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=now)


class Result(Model, table=True):
    """What a producing project yielded: of a month, or (month unknown) of a whole year. A later row corrects."""

    __tablename__ = "results"
    __table_args__ = (Index("results_once", "project_id", "year", sql("coalesce(month, 0)"), unique=True),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    year: int
    month: int | None = None
    output: Decimal | None = Field(default=None, sa_type=WAN)
    tax: Decimal | None = Field(default=None, sa_type=WAN)
    jobs: int | None = None
    energy: Decimal | None = Field(default=None, sa_type=WAN)
    """吨标煤, two decimals."""
    recorded_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=now)


class Measure(Labelled):
    """What the zone asks of land and energy (标准地)."""

    INVESTMENT_PER_MU = "investment_per_mu", "亩均投资"
    OUTPUT_PER_MU = "output_per_mu", "亩均产值"
    TAX_PER_MU = "tax_per_mu", "亩均税收"
    ENERGY_PER_OUTPUT = "energy_per_output", "万元产值能耗"
    PAYBACK_YEARS = "payback_years", "静态回收期"

    @property
    def unit(self) -> str:
        return {Measure.ENERGY_PER_OUTPUT: "吨标煤/万元", Measure.PAYBACK_YEARS: "年"}.get(self, "万元/亩")


class Threshold(Model, table=True):
    """What an area asks of its projects by one measure: at least, or at most, from a day on."""

    __tablename__ = "thresholds"
    __table_args__ = (UniqueConstraint("area", "measure", "valid_from"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    area: str = Field(max_length=32)
    measure: Measure = Field(sa_type=choice(Measure))
    at_least: Decimal | None = Field(default=None, sa_type=WAN)
    at_most: Decimal | None = Field(default=None, sa_type=WAN)
    valid_from: date
