from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from backend.clock import now
from backend.db import Model, choice
from backend.ids import uuid7
from backend.labels import Labelled


class BriefState(Labelled):
    WAITING = "waiting", "排队中"
    READY = "ready", "已生成"
    FAILED = "failed", "生成失败"


class Brief(Model, table=True):
    """A weekly brief (周报): the data of one snapshot, and the paper made from it."""

    __tablename__ = "briefs"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    week_start: date = Field(index=True)
    as_of: datetime
    """The moment whose state the brief tells: the cut-off, or the moment of asking in a running week."""
    draft: bool
    """A running week's brief is a draft as of now."""
    state: BriefState = Field(default=BriefState.WAITING, sa_type=choice(BriefState))
    failure: str | None = Field(default=None, sa_type=Text)
    data: dict[str, Any] = Field(sa_type=JSONB)
    pages: int | None = None
    sha256: str | None = Field(default=None, max_length=64)
    fonts: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB)
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)
