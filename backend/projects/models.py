from datetime import date, datetime
from decimal import Decimal
from typing import Optional
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.accounts.models import Account, Unit
from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.projects.vocabulary import (
    AliasKind,
    Datum,
    DutyKind,
    Level,
    Nature,
    Scheme,
    YearCategory,
)
from backend.units import WAN


class Classification(Model, table=True):
    """An entry of a list by which projects are grouped. Places rename their parks often: entries end, none is deleted."""

    __tablename__ = "classifications"
    __table_args__ = (UniqueConstraint("scheme", "code"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    scheme: Scheme = Field(sa_type=choice(Scheme))
    code: str = Field(max_length=32)
    label: str = Field(max_length=60)
    position: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


class Programme(Model, table=True):
    """Projects that only mean something together (项目群), such as the four railway spurs."""

    __tablename__ = "programmes"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    code: str = Field(max_length=32, unique=True)
    name: str = Field(max_length=60)
    goal: str | None = Field(default=None, max_length=200)
    planned_members: int | None = None


class Project(Model, table=True):
    """A major project (重大项目): the fields of the ledger. Unknown is null and is shown as 待填报."""

    __tablename__ = "projects"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    code: str = Field(max_length=32, unique=True)
    name: str = Field(max_length=200)
    short_name: str = Field(max_length=40)
    kind: str = Field(max_length=32)
    area: str | None = Field(default=None, max_length=32)
    cluster: str | None = Field(default=None, max_length=32)
    programme_id: UUID | None = Field(default=None, foreign_key="programmes.id", index=True)
    level: Level | None = Field(default=None, sa_type=choice(Level))
    nature: Nature | None = Field(default=None, sa_type=choice(Nature))
    year_category: YearCategory | None = Field(default=None, sa_type=choice(YearCategory))
    industry_code: str | None = Field(default=None, max_length=8)
    content: str | None = Field(default=None, sa_type=Text)
    site: str | None = Field(default=None, max_length=200)
    region_code: str | None = Field(default=None, max_length=6)
    longitude: Decimal | None = Field(default=None, max_digits=9, decimal_places=6)
    latitude: Decimal | None = Field(default=None, max_digits=9, decimal_places=6)
    datum: Datum | None = Field(default=None, sa_type=choice(Datum))
    land_mu: Decimal | None = Field(default=None, sa_type=WAN)
    standard_land: bool | None = None
    total_investment: Decimal | None = Field(default=None, sa_type=WAN)
    fixed_investment: Decimal | None = Field(default=None, sa_type=WAN)
    funds_source: str | None = Field(default=None, max_length=200)
    statistics_registered_on: date | None = None
    planned_start_on: date | None = None
    planned_completion_on: date | None = None
    completed_on: date | None = None
    planned_production_on: date | None = None
    expected_output: Decimal | None = Field(default=None, sa_type=WAN)
    expected_tax: Decimal | None = Field(default=None, sa_type=WAN)
    expected_jobs: int | None = None
    expected_profit: Decimal | None = Field(default=None, sa_type=WAN)
    expected_energy_tce: Decimal | None = Field(default=None, sa_type=WAN)
    """吨标煤 a year, two decimals."""
    two_high: bool | None = None
    """两高: high in energy use and in emissions."""
    new_capacity: str | None = Field(default=None, max_length=200)
    remark: str | None = Field(default=None, sa_type=Text)
    version: int = 1
    created_at: datetime = Field(default_factory=now)

    programme: Mapped[Optional["Programme"]] = Relationship(sa_relationship_kwargs=EXPLICIT)


class Alias(Model, table=True):
    """Another name by which a project is known, or was."""

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("project_id", "kind", "value"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    kind: AliasKind = Field(sa_type=choice(AliasKind))
    value: str = Field(max_length=200)
    until: date | None = None


class NationalCode(Model, table=True):
    """A national project code (国家项目代码) that a project has, or had: a new one does not erase the old."""

    __tablename__ = "national_codes"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    value: str = Field(max_length=32)
    since: date
    until: date | None = None


class Developer(Model, table=True):
    """The company that builds and owns a project (项目单位), with its 统一社会信用代码."""

    __tablename__ = "developers"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=120, unique=True)
    credit_code: str | None = Field(default=None, max_length=18)


class DeveloperShare(Model, table=True):
    """That a developer takes part in a project; several may."""

    __tablename__ = "developer_shares"
    __table_args__ = (UniqueConstraint("project_id", "developer_id"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    developer_id: UUID = Field(foreign_key="developers.id", index=True)

    developer: Mapped[Developer] = Relationship(sa_relationship_kwargs=EXPLICIT)


class Duty(Model, table=True):
    """What a unit or a person has to do with a project, from a day until a day."""

    __tablename__ = "duties"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    kind: DutyKind = Field(sa_type=choice(DutyKind))
    unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    account_id: UUID | None = Field(default=None, foreign_key="accounts.id", index=True)
    since: date
    until: date | None = None

    unit: Mapped[Unit | None] = Relationship(sa_relationship_kwargs=EXPLICIT)
    account: Mapped[Account | None] = Relationship(sa_relationship_kwargs=EXPLICIT)


class InvestmentChange(Model, table=True):
    """That a project's total investment was set or changed: from, to, why, by which document. Never rewritten."""

    __tablename__ = "investment_changes"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    old: Decimal | None = Field(default=None, sa_type=WAN)
    new: Decimal | None = Field(default=None, sa_type=WAN)
    reason: str | None = Field(default=None, max_length=500)
    document: str | None = Field(default=None, max_length=200)
    changed_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    changed_at: datetime = Field(default_factory=now)


class AnnualEntry(Model, table=True):
    """That a project stands on one of a year's lists (年度清单)."""

    __tablename__ = "annual_entries"
    __table_args__ = (UniqueConstraint("project_id", "year", "list_code"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    year: int
    list_code: str = Field(max_length=32)


class AnnualPlan(Model, table=True):
    """The investment planned for a project in a year (年度计划), in 万元."""

    __tablename__ = "annual_plans"
    __table_args__ = (UniqueConstraint("project_id", "year"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    year: int
    amount: Decimal = Field(sa_type=WAN)


class OpeningBalance(Model, table=True):
    """What was invested before the first weekly update: in the year so far, and since the start (万元)."""

    __tablename__ = "opening_balances"
    __table_args__ = (UniqueConstraint("project_id", "year"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    year: int
    invested_in_year: Decimal = Field(sa_type=WAN)
    invested_before_year: Decimal = Field(sa_type=WAN)
