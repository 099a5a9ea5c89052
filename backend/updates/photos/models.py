from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Numeric
from sqlmodel import Field, UniqueConstraint

from backend.clock import now
from backend.db import Model
from backend.ids import uuid7
from backend.updates.models import IS_MONDAY

DEGREES = Numeric(9, 6)


class Photo(Model, table=True):
    """A photo of the site that goes with a weekly update: up to three. Both sizes are files of the project.

    `sha256` is that of what the phone sent: by it a phone knows that the photo has arrived. A place (CGCS2000 or
    GCJ-02, as the phone gives it) is there only where its photographer tapped 记录位置."""

    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("update_id", "sha256"), CheckConstraint(IS_MONDAY, name="monday"))

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    update_id: UUID = Field(foreign_key="updates.id", index=True)
    week_start: date
    sha256: str = Field(max_length=64)
    file_id: UUID = Field(foreign_key="stored_files.id")
    thumbnail_id: UUID = Field(foreign_key="stored_files.id")
    width: int
    height: int
    caption: str | None = Field(default=None, max_length=200)
    longitude: Decimal | None = Field(default=None, sa_type=DEGREES)
    latitude: Decimal | None = Field(default=None, sa_type=DEGREES)
    sent_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    sent_at: datetime = Field(default_factory=now)
