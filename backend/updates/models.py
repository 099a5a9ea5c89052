from datetime import date, datetime
from decimal import Decimal
from typing import Optional
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.accounts.models import Account
from backend.clock import now
from backend.db import EXPLICIT, Model
from backend.ids import uuid7
from backend.projects.models import Project
from backend.units import WAN


class Update(Model, table=True):
    """What moved in a week (周报送): one number, one sentence; or 本周无变化. One a project and week."""

    __tablename__ = "updates"
    __table_args__ = (UniqueConstraint("project_id", "week_start"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    week_start: date = Field(index=True)
    unchanged: bool = False
    unchanged_reason: str | None = Field(default=None, sa_type=Text)
    """Why nothing moved, where the plan says that something should have."""
    invested: Decimal = Field(sa_type=WAN)
    """Investment of the week in 万元; month, year and total are computed from it."""
    site_progress: str | None = Field(default=None, sa_type=Text)
    next_step: str | None = Field(default=None, sa_type=Text)
    milestones_reached: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    late: bool = False
    submitted_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    submitted_at: datetime = Field(default_factory=now)
    version: int = 1

    project: Mapped[Project] = Relationship(sa_relationship_kwargs=EXPLICIT)
    submitted_by: Mapped[Optional["Account"]] = Relationship(sa_relationship_kwargs=EXPLICIT)

    @property
    def receipt(self) -> str:
        """What the person who reported can quote later: short, and the same each time."""
        return self.id.hex[-8:].upper()
