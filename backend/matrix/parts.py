"""What the API says of a work matrix."""

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from backend.matrix.laid import Goal, Measure, State, Task, Whole
from backend.matrix.models import WorkMatrix
from backend.web.schema import Output


class MatrixTaskPart(Output):
    """A measure as one unit has it; `assignment` is the id under which it is answered."""

    assignment: UUID
    unit: str
    unit_name: str
    due_on: date
    matrix_state: State
    days_over: int
    last_word: str | None
    said_on: date | None

    @classmethod
    def of(cls, task: Task) -> Self:
        return cls(
            assignment=task.id,
            unit=task.unit,
            unit_name=task.called,
            due_on=task.due_on,
            matrix_state=task.state,
            days_over=task.days_over,
            last_word=task.last_word or None,
            said_on=task.said_on,
        )


class MatrixMeasurePart(Output):
    id: UUID
    what: str
    due_on: date
    project: str | None
    matrix_state: State
    tasks: Sequence[MatrixTaskPart]

    @classmethod
    def of(cls, measure: Measure) -> Self:
        return cls(
            id=measure.id,
            what=measure.what,
            due_on=measure.due_on,
            project=measure.project,
            matrix_state=measure.tally.state,
            tasks=[MatrixTaskPart.of(task) for task in measure.tasks],
        )


class MatrixGoalPart(Output):
    id: UUID
    goal_name: str
    aim: str | None
    matrix_state: State
    measures: Sequence[MatrixMeasurePart]

    @classmethod
    def of(cls, goal: Goal) -> Self:
        return cls(
            id=goal.id,
            goal_name=goal.name,
            aim=goal.aim,
            matrix_state=goal.tally.state,
            measures=[MatrixMeasurePart.of(measure) for measure in goal.measures],
        )


class MatrixPart(Output):
    id: UUID
    matrix: str
    """Such as `2026-1`."""
    year: int
    title: str

    @classmethod
    def of(cls, matrix: WorkMatrix) -> Self:
        return cls(id=matrix.id, matrix=matrix.code, year=matrix.year, title=matrix.title)


class WholeMatrixPart(MatrixPart):
    goals: Sequence[MatrixGoalPart]

    @classmethod
    def whole(cls, matrix: WorkMatrix, laid: Whole) -> Self:
        return cls(**MatrixPart.of(matrix).model_dump(), goals=[MatrixGoalPart.of(goal) for goal in laid.goals])
