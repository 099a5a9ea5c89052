from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from backend.briefs.data import BriefData
from backend.briefs.models import BriefState
from backend.web.schema import Input, Output


class BriefIn(Input):
    """Which week's brief is wanted."""

    week: str = Field(max_length=10)
    """哪一周，写成 2026-W48；本周尚未截止时，做出的是草稿"""


class BriefOut(Output):
    """A brief without its content."""

    id: UUID
    week: str
    week_start: date
    as_of: datetime
    draft: bool
    state: BriefState
    failure: str | None
    pages: int | None
    sha256: str | None
    fonts: list[dict[str, Any]] | None
    made_at: datetime


class BriefFull(BriefOut):
    """A brief with everything that it says."""

    data: BriefData
