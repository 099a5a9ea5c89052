from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.targets.models import UnitMeasure
from backend.units import WAN


class Formula(Labelled):
    """How a figure becomes a score: the three ways that published circulars name."""

    SHARE = "share", "完成率"
    EFFICACY = "efficacy", "功效系数"
    POINTS = "points", "计分"

    @property
    def says(self) -> str:
        return {
            Formula.SHARE: "完成数÷目标×100，不超过最高分",
            Formula.EFFICACY: "60＋40×(本单位－最少)÷(最多－最少)，都一样多时为100",
            Formula.POINTS: "每一个（每一万元）得若干分，不超过最高分",
        }[self]


class ComparisonTable(Model, table=True):
    """What units are compared by (五比) from a day on. A later table takes the place of an earlier; none is rewritten."""

    __tablename__ = "comparison_tables"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    valid_from: date = Field(unique=True)
    least_projects: int
    """A unit that answers for fewer projects is not ranked."""
    reason: str = Field(max_length=300)
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)

    comparisons: Mapped[list["Comparison"]] = Relationship(
        sa_relationship_kwargs=EXPLICIT | {"order_by": "Comparison.position"}
    )


class Comparison(Model, table=True):
    """One line of a table: a measure, its weight of 100, and the formula that makes a score of it."""

    __tablename__ = "comparisons"
    __table_args__ = (UniqueConstraint("table_id", "measure"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    table_id: UUID = Field(foreign_key="comparison_tables.id", index=True)
    position: int
    measure: UnitMeasure = Field(sa_type=choice(UnitMeasure))
    formula: Formula = Field(sa_type=choice(Formula))
    weight: int
    points_each: Decimal | None = Field(default=None, sa_type=WAN)
    """Of `POINTS`: for one project, or 万元."""
    most: Decimal = Field(default=Decimal(100), sa_type=WAN)
