from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, UniqueConstraint

from backend.clock import now
from backend.db import Model
from backend.ids import uuid7


class WorkMatrix(Model, table=True):
    """工作矩阵: what a year is to bring, put on units with days: goals × units × measures × dates."""

    __tablename__ = "work_matrices"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    year: int
    number: int
    """The first, the second … of the year."""
    title: str = Field(max_length=60)
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number}"


class MatrixGoal(Model, table=True):
    """目标任务: one of the year's tasks, with what is to be reached by it."""

    __tablename__ = "matrix_goals"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    matrix_id: UUID = Field(foreign_key="work_matrices.id", index=True)
    position: int
    name: str = Field(max_length=60)
    aim: str | None = Field(default=None, max_length=300)
    """What will be there at the end of the year."""
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)


class MatrixMeasure(Model, table=True):
    """措施: what is done for a goal, until when. Who does it is told by the assignments that it gave, one a unit."""

    __tablename__ = "matrix_measures"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    goal_id: UUID = Field(foreign_key="matrix_goals.id", index=True)
    project_id: UUID | None = Field(default=None, foreign_key="projects.id", index=True)
    position: int
    what: str = Field(max_length=300)
    due_on: date
    made_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    made_at: datetime = Field(default_factory=now)
