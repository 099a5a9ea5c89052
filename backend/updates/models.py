from datetime import date, datetime
from decimal import Decimal
from typing import Any, Optional
from uuid import UUID

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.accounts.models import Account
from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.projects.models import Project
from backend.units import WAN

IS_MONDAY = "extract(isodow FROM week_start) = 1"
"""A week is known by its Monday. The database keeps to it: what it takes from anybody must be something to settle."""


class Update(Model, table=True):
    """What moved in a week (周报送): one number, one sentence; or 本周无变化. One a project and week."""

    __tablename__ = "updates"
    __table_args__ = (UniqueConstraint("project_id", "week_start"), CheckConstraint(IS_MONDAY, name="monday"))

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
    sent_digest: str | None = Field(default=None, max_length=64)
    """Of what was sent first: sent again under the same id it is the same answer, whatever was put right since."""

    project: Mapped[Project] = Relationship(sa_relationship_kwargs=EXPLICIT)
    submitted_by: Mapped[Optional["Account"]] = Relationship(sa_relationship_kwargs=EXPLICIT)

    @property
    def receipt(self) -> str:
        """What the person who reported can quote later: short, and the same each time."""
        return self.id.hex[-8:].upper()


class OtherText(Model, table=True):
    """What somebody else, or the same phone, also sent for a week that had its update: not taken, and not lost.

    `said` is what was sent, as it came; `sent_id` the id under which it came. One that was put together with what
    stood became the version `merged_version`, and `merged_words` says whose words were kept beside it."""

    __tablename__ = "other_texts"
    __table_args__ = (
        UniqueConstraint("project_id", "week_start", "digest"),
        CheckConstraint(IS_MONDAY, name="monday"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    week_start: date
    sent_id: UUID | None = None
    said: dict[str, Any] = Field(sa_type=JSONB)
    digest: str = Field(max_length=64)
    sent_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    sent_at: datetime = Field(default_factory=now)
    merged_version: int | None = None
    merged_words: str | None = Field(default=None, sa_type=Text)

    sent_by: Mapped[Optional["Account"]] = Relationship(sa_relationship_kwargs=EXPLICIT)


class ReviewVerdict(Labelled):
    """审阅 (acknowledgement): a reviewer has read it. 退回 (return): it is to be mended, and why."""

    ACKNOWLEDGED = "acknowledged", "已审阅"
    RETURNED = "returned", "被退回"


class UpdateReview(Model, table=True):
    """What a reviewer says of an update as it stood in one of its versions. A fact; the newest of a version counts."""

    __tablename__ = "update_reviews"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    update_id: UUID = Field(foreign_key="updates.id", index=True)
    version: int
    verdict: ReviewVerdict = Field(sa_type=choice(ReviewVerdict))
    reason: str | None = Field(default=None, max_length=500)
    reviewed_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    reviewed_at: datetime = Field(default_factory=now)

    reviewed_by: Mapped[Optional["Account"]] = Relationship(sa_relationship_kwargs=EXPLICIT)
