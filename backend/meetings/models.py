from datetime import date, datetime
from typing import Any, Optional
from uuid import UUID

from sqlalchemy import Uuid as UuidType
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Relationship, UniqueConstraint

from backend.accounts.models import Account
from backend.clock import now
from backend.db import EXPLICIT, Model, choice
from backend.ids import uuid7
from backend.labels import Labelled


class MeetingState(Labelled):
    PREPARING = "preparing", "筹备"
    RUNNING = "running", "进行"
    CLOSED = "closed", "已结束"


class AgendaSection(Labelled):
    """The order of the agenda."""

    CIRCULAR = "circular", "通报"
    PROGRESS = "progress", "进展"
    PROBLEM = "problem", "问题"
    COORDINATION = "coordination", "需协调事项"


class ReviewMeeting(Model, table=True):
    """调度会: where what is stuck is put on somebody with a date. Only its state changes once it runs, by a step."""

    __tablename__ = "review_meetings"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    year: int
    number: int
    """The first, the second … of the year."""
    held_on: date = Field(index=True)
    place: str = Field(max_length=80)
    chair_id: UUID = Field(foreign_key="accounts.id")
    unit_ids: list[UUID] = Field(default_factory=list, sa_type=ARRAY(UuidType))
    account_ids: list[UUID] = Field(default_factory=list, sa_type=ARRAY(UuidType))
    """Who takes part: units, and people by name."""
    state: MeetingState = Field(default=MeetingState.PREPARING, sa_type=choice(MeetingState))
    called_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    called_at: datetime = Field(default_factory=now)

    chair: Mapped[Account] = Relationship(sa_relationship_kwargs=EXPLICIT | {"foreign_keys": "ReviewMeeting.chair_id"})

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def called(self) -> str:
        return f"{self.year}年第{self.number}次调度会"


class AgendaItem(Model, table=True):
    """What the office chose to bring up: a project, a problem, or a matter in words. Fixed once the meeting runs."""

    __tablename__ = "agenda_items"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    meeting_id: UUID = Field(foreign_key="review_meetings.id", index=True)
    part: AgendaSection = Field(sa_type=choice(AgendaSection))
    position: int
    project_id: UUID | None = Field(default=None, foreign_key="projects.id", index=True)
    problem_id: UUID | None = Field(default=None, foreign_key="problems.id", index=True)
    words: str | None = Field(default=None, max_length=500)
    """What is to be said of it, or asked of whom."""
    chosen_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    chosen_at: datetime = Field(default_factory=now)


class MeetingStep(Model, table=True):
    """That the meeting began or ended: who, when, and what was summed up. A fact."""

    __tablename__ = "meeting_steps"
    __table_args__ = (UniqueConstraint("meeting_id", "becomes"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    meeting_id: UUID = Field(foreign_key="review_meetings.id")
    becomes: MeetingState = Field(sa_type=choice(MeetingState))
    said: str | None = Field(default=None, max_length=1000)
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)

    made_by: Mapped[Optional["Account"]] = Relationship(sa_relationship_kwargs=EXPLICIT)


class MeetingPack(Model, table=True):
    """调度会材料 as it lay on the table: the data that screen and paper are made from. A fact from the beginning on."""

    __tablename__ = "meeting_packs"

    meeting_id: UUID = Field(primary_key=True, foreign_key="review_meetings.id")
    data: dict[str, Any] = Field(sa_type=JSONB)
    taken_at: datetime = Field(default_factory=now)


class MeetingDecision(Model, table=True):
    """议定事项: the assignment that a meeting gave, and about which item of its agenda. A fact."""

    __tablename__ = "meeting_decisions"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    assignment_id: UUID = Field(primary_key=True, foreign_key="assignments.id")
    project_id: UUID | None = Field(default=None, foreign_key="projects.id", index=True)
    meeting_id: UUID = Field(foreign_key="review_meetings.id", index=True)
    item_id: UUID | None = Field(default=None, foreign_key="agenda_items.id", index=True)
    number: int
    """The first, the second … of the meeting."""
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)
