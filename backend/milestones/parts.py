"""What the API says of a milestone: the same in the project's document and as an answer of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from backend.milestones.models import Gate, MilestoneTemplate, Phase, TemplateNode
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


class NodePart(Output):
    """A milestone of a template. `after` names those before it; empty means the one above."""

    key: str
    label: str
    phase: Phase
    gate: Gate | None
    unit: str | None
    after: list[str]


class TemplatePart(Output):
    code: str
    version: int
    kinds: list[str]
    nodes: list[NodePart]

    @classmethod
    def of(cls, template: MilestoneTemplate, nodes: Sequence[TemplateNode]) -> Self:
        return cls(
            code=template.code,
            version=template.version,
            kinds=template.kinds,
            nodes=[NodePart.model_validate(node) for node in nodes],
        )
