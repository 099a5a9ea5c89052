"""What the API says of an assignment: the same in the project's document and as an answer of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from backend.assignments.models import Assignment, AssignmentStanding, AssignmentStep, Source, StepKind
from backend.web.schema import Output


class StepPart(Output):
    id: UUID
    kind: StepKind
    said: str
    said_by: str | None
    said_at: datetime

    @classmethod
    def of(cls, step: AssignmentStep) -> Self:
        return cls(
            id=step.id,
            kind=step.kind,
            said=step.said,
            said_by=step.said_by.person if step.said_by else None,
            said_at=step.said_at,
        )


class AssignmentPart(Output):
    """What is to be done, and what became of it. `source_id` is the thing from which it came."""

    id: UUID
    what: str
    unit: str
    unit_name: str
    person: str | None
    due_on: date
    source: Source
    source_id: UUID | None
    standing: AssignmentStanding
    assigned_by: str | None
    assigned_at: datetime
    steps: list[StepPart]

    @property
    def is_open(self) -> bool:
        return self.standing is AssignmentStanding.OPEN


class AssignmentOut(AssignmentPart):
    """The same by itself: with the project, if it belongs to one."""

    project: str | None

    @classmethod
    def of(cls, row: Assignment, steps: Sequence[AssignmentStep] = ()) -> Self:
        return cls(
            id=row.id,
            project=row.project.code if row.project else None,
            what=row.what,
            unit=row.unit.code,
            unit_name=row.unit.name,
            person=row.account.person if row.account else None,
            due_on=row.due_on,
            source=row.source,
            source_id=row.source_id,
            standing=row.standing,
            assigned_by=row.assigned_by.person if row.assigned_by else None,
            assigned_at=row.assigned_at,
            steps=[StepPart.of(step) for step in steps],
        )
