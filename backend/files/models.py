from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.clock import now
from backend.db import Model
from backend.ids import uuid7


class StoredFile(Model, table=True):
    """A file that proves something about a project: a permit, an agreement, a photo. The bytes are kept by their hash."""

    __tablename__ = "stored_files"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    name: str = Field(max_length=120)
    """As people see it when they download it; made by us from what was given."""
    media_type: str = Field(max_length=60)
    sha256: str = Field(max_length=64, index=True)
    size: int
    uploaded_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    uploaded_at: datetime = Field(default_factory=now)
