from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import Uuid as UuidType
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, UniqueConstraint

from backend.clock import now
from backend.db import Model, choice
from backend.ids import uuid7
from backend.problems.vocabulary import Category, Difficulty, NoteKind, ProblemLevel, Rung


class Problem(Model, table=True):
    """Something that holds a project up (问题). The row never changes: what is done about it are rows of their own."""

    __tablename__ = "problems"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    number: int
    """The first, the second … of its project."""
    what: str = Field(max_length=500)
    plan_by: date
    answer_by: date
    """The first two of the 13710 timers, by the calendar as it stood on the day."""
    raised_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    raised_at: datetime = Field(default_factory=now)


class Dispatch(Model, table=True):
    """Who has to settle a problem, how and until when (交办). The newest row of a problem is the one that stands."""

    __tablename__ = "problem_dispatches"
    __table_args__ = (Index("problem_dispatches_newest", "problem_id", "made_at", "id"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    problem_id: UUID = Field(foreign_key="problems.id")
    category: Category | None = Field(default=None, sa_type=choice(Category))
    level: ProblemLevel = Field(default=ProblemLevel.PROJECT, sa_type=choice(ProblemLevel))
    difficulty: Difficulty = Field(default=Difficulty.ORDINARY, sa_type=choice(Difficulty))
    lead_unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    supporting_ids: list[UUID] = Field(default_factory=list, sa_type=ARRAY(UuidType))
    remedy: str | None = Field(default=None, max_length=500)
    due_on: date
    why: str | None = Field(default=None, max_length=500)
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)


class ProblemNote(Model, table=True):
    """What somebody reports of a problem: the plan, the answer, or how it goes on."""

    __tablename__ = "problem_notes"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    problem_id: UUID = Field(foreign_key="problems.id", index=True)
    kind: NoteKind = Field(sa_type=choice(NoteKind))
    says: str = Field(max_length=500)
    settle_on: date | None = None
    """Of a plan: the day by which it is to be settled."""
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)


class ClosureRequest(Model, table=True):
    """That the unit has settled it (办结) and asks for it to be struck off (销号申请): one act, said once."""

    __tablename__ = "closure_requests"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    problem_id: UUID = Field(foreign_key="problems.id", index=True)
    resolution: str = Field(max_length=500)
    resolved_on: date
    evidence: str | None = Field(default=None, max_length=200)
    asked_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    asked_at: datetime = Field(default_factory=now)


class SendBack(Model, table=True):
    """That a request was not granted (退回), and why."""

    __tablename__ = "send_backs"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    problem_id: UUID = Field(foreign_key="problems.id", index=True)
    request_id: UUID = Field(foreign_key="closure_requests.id", unique=True)
    reason: str = Field(max_length=500)
    sent_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    sent_at: datetime = Field(default_factory=now)


class Closure(Model, table=True):
    """That a problem was struck off (销号), by a person of the office who is not the one who asked for it."""

    __tablename__ = "closures"
    __table_args__ = (CheckConstraint("closed_by_id <> asked_by_id", name="two_people"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    problem_id: UUID = Field(foreign_key="problems.id", unique=True)
    request_id: UUID = Field(foreign_key="closure_requests.id", unique=True)
    remark: str | None = Field(default=None, max_length=500)
    asked_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    closed_by_id: UUID = Field(foreign_key="accounts.id")
    closed_at: datetime = Field(default_factory=now)


class ProblemWithdrawal(Model, table=True):
    """That a problem was raised in error: it counts nowhere, and stays visible with the reason."""

    __tablename__ = "problem_withdrawals"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    problem_id: UUID = Field(foreign_key="problems.id", unique=True)
    reason: str = Field(max_length=500)
    withdrawn_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    withdrawn_at: datetime = Field(default_factory=now)


class Escalation(Model, table=True):
    """That a problem was overdue long enough to be brought before the next above. Once for each day it was due on."""

    __tablename__ = "escalations"
    __table_args__ = (UniqueConstraint("problem_id", "due_on", "rung"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    project_id: UUID = Field(foreign_key="projects.id", index=True)
    problem_id: UUID = Field(foreign_key="problems.id")
    rung: Rung = Field(sa_type=choice(Rung))
    due_on: date
    climbed_on: date
    """The working day on which it was to climb."""
    made_at: datetime = Field(default_factory=now)


class EscalationNotice(Model, table=True):
    """Who is told of an escalation."""

    __tablename__ = "escalation_notices"

    escalation_id: UUID = Field(foreign_key="escalations.id", primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)


class EscalationRound(Model, table=True):
    """That the overdue problems of a day were looked through."""

    __tablename__ = "escalation_rounds"

    day: date = Field(primary_key=True)
    done_at: datetime = Field(default_factory=now)
