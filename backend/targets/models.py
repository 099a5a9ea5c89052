from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped
from sqlmodel import Field, Index, Relationship

from backend.accounts.models import Unit
from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.units import WAN


class UnitMeasure(Labelled):
    """By what units are compared and held to targets: results of the projects for which they answer."""

    SIGNED = "signed", "签约项目"
    STARTED = "started", "开工项目"
    PRODUCING = "producing", "投产项目"
    REGISTERED = "registered", "入库项目"
    INVESTED = "invested", "完成投资"
    CLOSED = "closed", "问题销号"

    @property
    def unit(self) -> str:
        return {UnitMeasure.INVESTED: "万元", UnitMeasure.CLOSED: "件"}.get(self, "个")


class Target(Model, table=True):
    """What a unit is to reach by a measure in a period. A later row takes the place of an earlier; none is rewritten."""

    __tablename__ = "targets"
    __table_args__ = (Index("targets_newest_idx", "year", "unit_id", "measure", "period", "set_at"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    measure: UnitMeasure = Field(sa_type=choice(UnitMeasure))
    year: int
    period: str = Field(max_length=8)
    """Such as `2026`, `2026-Q4`, `2026-11`."""
    amount: Decimal | None = Field(default=None, sa_type=WAN)
    """Projects, or 万元; none takes the target back."""
    set_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    set_at: datetime = Field(default_factory=now)

    unit: Mapped[Unit] = Relationship(sa_relationship_kwargs=EXPLICIT)
