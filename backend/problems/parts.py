"""What the API says of a problem: the same in its project's document and in lists."""

from datetime import date, datetime
from uuid import UUID

from backend.problems.vocabulary import Category, Difficulty, ProblemLevel, Rung, State
from backend.web.schema import Output


class ProblemPart(Output):
    """`problem_status` follows from what was recorded, never from the clock: whether it is overdue, `due_on` and a day tell."""

    id: UUID
    problem_number: int
    what: str
    category: Category | None
    level: ProblemLevel
    difficulty: Difficulty
    problem_status: State
    lead_unit: str | None
    lead_unit_name: str | None
    supporting_units: list[str]
    supporting_unit_names: list[str]
    remedy: str | None
    raised_by: str | None
    raised_at: datetime
    plan_by: date
    planned_at: datetime | None
    answer_by: date
    answered_at: datetime | None
    due_on: date
    last_note: str | None
    last_note_at: datetime | None
    asked_at: datetime | None
    resolution: str | None
    resolved_on: date | None
    evidence: str | None
    sent_back: int
    sent_back_because: str | None
    """Why the newest request was sent back; null when it was not."""
    climbed_to: Rung | None
    closed_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str | None

    @property
    def is_active(self) -> bool:
        """It still has to be settled, or struck off."""
        return self.problem_status in (State.OPEN, State.ASKED)

    def overdue(self, day: date) -> int:
        """Days past the day it was due on: none while it waits for the office, or once it is settled."""
        return max((day - self.due_on).days, 0) if self.problem_status is State.OPEN else 0


class ListedProblemPart(ProblemPart):
    """A problem outside the document of its project."""

    project: str
    project_name: str
