from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, UniqueConstraint

from backend.briefs.data.ranking import Naming
from backend.briefs.numbering import numbered
from backend.clock import now
from backend.db import Model, choice
from backend.ids import uuid7
from backend.labels import Labelled
from backend.targets.periods import Period

SPECIAL, CIRCULAR = "special", "circular"


class BriefState(Labelled):
    WAITING = "waiting", "排队中"
    READY = "ready", "已生成"
    FAILED = "failed", "生成失败"


class BriefKind(Labelled):
    WEEKLY = "weekly", "周报"
    SPECIAL = "special", "专报"
    SPONSOR = "sponsor", "领导包联项目单"
    CIRCULAR = "circular", "通报"
    APPENDIX = "appendix", "全部项目一览"

    @property
    def is_issued(self) -> bool:
        """Whether it gets a number; a sheet is of its day, and is made again on another."""
        return self in (BriefKind.WEEKLY, BriefKind.SPECIAL, BriefKind.CIRCULAR)


class Brief(Model, table=True):
    """A brief (周报, 专报, 通报 or a sheet): the data of one snapshot, and the paper made from it.

    The database refuses every change once its `Issuance` is there."""

    __tablename__ = "briefs"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    kind: BriefKind = Field(default=BriefKind.WEEKLY, sa_type=choice(BriefKind))
    scope: str = Field(default="", max_length=60)
    """Of which projects it tells, such as `unit:reform`; empty is all."""
    subject: str = Field(default="", max_length=24)
    """Of a circular its period and whom it names, such as `2026-11.praise`; of all others empty."""
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
    revision: int = 0
    """How often it was edited: a review holds for the text that was read, and for no later one."""
    corrects_id: UUID | None = Field(default=None, foreign_key="briefs.id")
    """更正: the issued brief in whose place this one comes."""
    signed_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    signed_at: datetime | None = None
    """签发 was ordered: what is printed next bears its number and this date. Taken back if the printing fails."""

    @property
    def about(self) -> str:
        """Of a circular its period, and whom it names where that is not both: 2026年四季度通报表扬."""
        if not self.subject:
            return ""
        period, _, naming = self.subject.partition(".")
        return Period.parse(period).label + ("" if naming == Naming.BOTH else Naming(naming).label)


def series_of(brief: Brief) -> str:
    if brief.kind is BriefKind.CIRCULAR:
        return CIRCULAR
    return SPECIAL if brief.kind is BriefKind.SPECIAL else brief.scope.replace(":", ".")


class BriefEdit(Model, table=True):
    """One saving by an editor: everything that is arranged and added, as revision `revision` of the brief says it.

    Rows are never rewritten, so that every earlier revision can be read."""

    __tablename__ = "brief_edits"
    __table_args__ = (UniqueConstraint("brief_id", "revision"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    brief_id: UUID = Field(foreign_key="briefs.id")
    revision: int
    edits: dict[str, Any] = Field(sa_type=JSONB)
    edited_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    edited_at: datetime = Field(default_factory=now)


class BriefReview(Model, table=True):
    """核稿: a person has read this revision and found it good, or sends it back and says why."""

    __tablename__ = "brief_reviews"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    brief_id: UUID = Field(foreign_key="briefs.id", index=True)
    revision: int
    passed: bool
    remark: str | None = Field(default=None, max_length=500)
    reviewed_by_id: UUID = Field(foreign_key="accounts.id")
    reviewed_at: datetime = Field(default_factory=now)


class BriefNumber(Model, table=True):
    """期号: reserved when 签发 is ordered, and kept for this brief for ever, also when its printing fails at first."""

    __tablename__ = "brief_numbers"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        UniqueConstraint("series", "serial_number"),
        Index(
            "brief_numbers_one_a_week_key",
            "series",
            "week_start",
            unique=True,
            postgresql_where=sql("corrects_id IS NULL AND series NOT IN ('special', 'circular')"),
        ),
        Index(
            "brief_numbers_one_a_subject_key",
            "series",
            "subject",
            unique=True,
            postgresql_where=sql("corrects_id IS NULL AND subject <> ''"),
        ),
    )

    brief_id: UUID = Field(primary_key=True, foreign_key="briefs.id")
    series: str = Field(default="", max_length=60)
    """What is numbered together: the weekly briefs of all projects (empty), those of one unit (`unit.reform`), 专报."""
    subject: str = Field(default="", max_length=24)
    """As of its brief: a period is told of once, and then corrected."""
    year: int
    """The year of the week: its briefs are 1, 2, 3 …, without gap or repeat."""
    number: int
    serial_number: int
    """总期号: over all years."""
    week_start: date
    corrects_id: UUID | None = Field(default=None, foreign_key="briefs.id", unique=True)
    reserved_at: datetime = Field(default_factory=now)

    @property
    def code(self) -> str:
        """Such as `2026-47`, of another series `special-2026-3`."""
        return numbered(self.series, self.year, self.number)


class Issuance(Model, table=True):
    """签发: the document as it went out. Nobody changes it, the owner of the table included."""

    __tablename__ = "issuances"

    brief_id: UUID = Field(primary_key=True, foreign_key="brief_numbers.brief_id")
    issued_by_id: UUID = Field(foreign_key="accounts.id")
    issued_at: datetime
    """When 签发 was ordered; its day is the date on the paper."""
    edition: str = Field(sa_type=Text)
    """The JSON of everything that the document was made from, as it is attached to it."""
    sha256: str = Field(max_length=64)
    """Of the PDF."""
    html_sha256: str = Field(max_length=64)
    """Of what the template made of the edition: another template gives another."""
    template: str = Field(max_length=40)
    pages: int
    fonts: list[dict[str, Any]] = Field(sa_type=JSONB)
    made_with: dict[str, Any] = Field(sa_type=JSONB)
