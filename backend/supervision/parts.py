"""What the API says of a supervision order: the same in its project's document and in lists."""

from datetime import date, datetime
from uuid import UUID

from backend.signals.models import Axis
from backend.supervision.vocabulary import SupervisionLevel, SupervisionState
from backend.web.schema import Output


class SupervisionAnswerPart(Output):
    id: UUID
    says: str
    settle_on: date | None
    answered_by: str | None
    answered_at: datetime


class SupervisionCheckPart(Output):
    id: UUID
    checked_on: date
    finding: str
    checked_by: str | None
    checked_at: datetime


class SupervisionPart(Output):
    """`supervision_status` follows from what was recorded: whether it is overdue, `due_on` and a day tell."""

    id: UUID
    order_year: int
    order_number: int
    origin: str
    """`problem:` or `assignment:` with its id, or `light:` with its axis."""
    level: SupervisionLevel
    matter: str
    grounds: str
    what: str
    unit: str
    unit_name: str
    plan_by: date
    report_by: date
    due_on: date
    supervision_status: SupervisionState
    ordered_by: str | None
    ordered_at: datetime
    answers: list[SupervisionAnswerPart]
    checks: list[SupervisionCheckPart]
    closed_at: datetime | None
    closed_by: str | None
    closing_remark: str | None

    @property
    def called(self) -> str:
        return called(self.order_year, self.order_number)

    @property
    def is_active(self) -> bool:
        return self.supervision_status in (SupervisionState.OPEN, SupervisionState.ANSWERED)

    def overdue(self, day: date) -> int:
        """Days past the day it was due on; none once it is over."""
        return max((day - self.due_on).days, 0) if self.is_active else 0

    @property
    def demands(self) -> list[str]:
        return [line.strip() for line in self.what.splitlines() if line.strip()]

    @property
    def of_problem(self) -> str:
        return self._of("problem")

    @property
    def of_assignment(self) -> str:
        return self._of("assignment")

    @property
    def of_axis(self) -> Axis | None:
        return Axis(axis) if (axis := self._of("light")) else None

    def _of(self, kind: str) -> str:
        """The key of what it was made from, if that was of this kind."""
        found, _, key = self.origin.partition(":")
        return key if found == kind else ""


class ListedSupervisionPart(SupervisionPart):
    """An order outside the document of its project."""

    project: str
    project_name: str


def called(year: int, number: int) -> str:
    return f"督办〔{year}〕{number}号"
