from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from backend.briefs.data import BriefData, Edits
from backend.briefs.data.ranking import Naming, Subject
from backend.briefs.life.standing import Standing
from backend.briefs.models import BriefKind, BriefState
from backend.briefs.snapshot import month_of
from backend.errors import Invalid
from backend.targets.periods import Period
from backend.web.schema import Blank, Input, OptionalText, Output
from backend.weeks import Week


class BriefIn(Input):
    """Which week's brief is wanted."""

    week: str = Field(max_length=10)
    """哪一周，写成 2026-W48；本周尚未截止时，做出的是草稿"""
    kind: BriefKind = BriefKind.WEEKLY
    """做什么：weekly 周报、sponsor 领导包联项目单、special 专报、circular 通报、appendix 全部项目一览"""
    scope: OptionalText = Field(None, max_length=60)
    """哪些项目：unit:代码、area:代码、programme:代码、sponsor:登录名、project:编号；不带就是全部"""

    period: OptionalText = Field(None, max_length=8)
    """通报哪个期间：2026（全年）、2026-Q4（季度）或 2026-11（月），不带就是那一周所在的月；只有通报带它"""
    naming: Annotated[Naming | None, Blank] = None
    """通报点谁的名：both 表扬和批评一并（不带就是它）、praise 只表扬、criticism 只批评；只有通报带它"""

    @property
    def subject(self) -> Subject | None:
        """What a circular is about; null where nothing is chosen."""
        if self.kind is not BriefKind.CIRCULAR:
            if self.period or self.naming:
                raise Invalid.field("period", "只有通报选期间和点谁的名，其他文件请不要带", self.period)
            return None
        period = Period.parse(self.period) if self.period else month_of(Week.parse(self.week))
        return Subject(period, self.naming or Naming.BOTH)


class ReviewIn(Input):
    """核稿"""

    passed: bool
    """通过为 true，退回为 false"""
    remark: OptionalText = Field(None, max_length=500)
    """退回时写明哪里要改"""


class RemarkIn(Input):
    place: str = Field(max_length=60)
    """放在哪里：overall、changes、blocks、notes，或重点项目的编号"""
    text: str = Field(min_length=1, max_length=500)
    """一句话；印出时注明手写"""


class PickedIn(Input):
    block: str = Field(max_length=60)
    """重点项目的编号"""
    photo: UUID
    """相册里照片的 id"""


class EditsIn(Input):
    """改稿：只编排、只添加，数字改不了"""

    revision: int = Field(ge=0)
    """改的是第几稿；别人先改过的话会拒收"""
    foreword: OptionalText = Field(None, max_length=1000)
    """编者按，一行一段"""
    order: list[str] = Field(default_factory=list, max_length=60)
    """排在前面的段落和重点项目，按次序；其余照常"""
    hidden: list[str] = Field(default_factory=list, max_length=60)
    """不登的段落和重点项目"""
    remarks: list[RemarkIn] = Field(default_factory=list, max_length=60)
    """手写的句子"""
    photos: list[PickedIn] = Field(default_factory=list, max_length=60)
    """照片，每个重点项目最多两张"""


class EditOut(Output):
    """One saving of an editor."""

    revision: int
    edits: Edits
    edited_at: datetime


class BriefOut(Output):
    """A brief without its content."""

    id: UUID
    kind: BriefKind
    scope: str
    week: str
    week_start: date
    as_of: datetime
    draft: bool
    revision: int
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
