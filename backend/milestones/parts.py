"""What the API says of a milestone: the same in the project's document and as an answer of its own."""

from datetime import date, datetime
from uuid import UUID

from backend.milestones.models import Gate, Phase
from backend.web.schema import Output


class MilestonePart(Output):
    id: UUID
    key: str
    label: str
    phase: Phase
    gate: Gate | None
    baseline_on: date | None
    forecast_on: date | None
    reached_on: date | None
    evidence: str | None
    slip_days: int | None
    recorded_at: datetime | None
