from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from backend.briefs.data import BriefData
from backend.briefs.life.standing import Standing
from backend.briefs.models import BriefKind, BriefState
from backend.web.schema import Input, OptionalText, Output
from backend.weeks import Week


class BriefIn(Input):
    """Which week's brief is wanted."""

    week: str = Field(max_length=10)
    """哪一周，写成 2026-W48；本周尚未截止时，做出的是草稿"""
    scope: OptionalText = Field(None, max_length=60)
    """哪些项目：unit:代码、area:代码、programme:代码、sponsor:登录名；不带就是全部"""


class ReviewIn(Input):
    """核稿"""

    passed: bool
    """通过为 true，退回为 false"""
    remark: OptionalText = Field(None, max_length=500)
    """退回时写明哪里要改"""


class BriefOut(Output):
    """A brief without its content."""

    id: UUID
    kind: BriefKind
    scope: str
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
    issue_number: str | None = None
    """Such as `2026-47`, of a unit's briefs `unit.reform-2026-3`, once it is issued."""
    serial_number: int | None = None
    issued_at: datetime | None = None
    is_correction: bool = False
    replaced_by: str | None = None
    """The number of the correction that came in its place."""

    @classmethod
    def told(cls, found: Standing) -> Self:
        """What a program is told of a brief: of an issued one the pages and digest of the issued document."""
        brief, issued = found.brief, found.issuance
        document = issued.model_dump(include={"pages", "sha256", "fonts", "issued_at"}) if issued else {}
        number = found.number if issued else None
        return cls(
            **brief.model_dump(include=set(cls.model_fields)) | document,
            week=Week(brief.week_start).label,
            issue_number=number.code if number else None,
            serial_number=number.serial_number if number else None,
            is_correction=brief.corrects_id is not None,
            replaced_by=found.corrected_by.code if found.corrected_by else None,
        )


class BriefFull(BriefOut):
    """A brief with everything that it says."""

    data: BriefData
