"""What the API says of a milestone: the same in the project's document and as an answer of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from backend.milestones.due import DueNode
from backend.milestones.forecasts import Move
from backend.milestones.models import BaselinePlan, Forecast, Gate, MilestoneTemplate, Phase, SlipReason, TemplateNode
from backend.web.schema import Output


class MilestonePart(Output):
    """A milestone with its three dates; slip is in days, against the first and the current baseline."""

    id: UUID
    key: str
    label: str
    phase: Phase
    gate: Gate | None
    planned_on: date | None = None
    """Draft of the plan, as long as it is not agreed."""
    first_baseline_on: date | None
    baseline_on: date | None
    forecast_on: date | None
    forecast_reason: SlipReason | None
    forecast_sentence: str | None
    reached_on: date | None
    evidence: str | None
    file: UUID | None
    slip_days: int | None
    slip_current_days: int | None
    recorded_at: datetime | None
    """When its arrival was recorded."""


class DueMilestonePart(Output):
    """A milestone that is forecast for a week and was not reached, with who answers for its project now."""

    milestone_id: UUID
    project: str
    project_name: str
    label: str
    forecast_on: date
    units: list[str]
    owners: list[str]

    @classmethod
    def of(cls, node: DueNode) -> Self:
        return cls(
            milestone_id=node.milestone_id,
            project=node.code,
            project_name=node.project_name,
            label=node.label,
            forecast_on=node.forecast_on,
            units=node.units,
            owners=node.people,
        )


class BaselinePlanPart(Output):
    """That the plan was agreed: the first, or a re-baseline with approval and reason."""

    version: int
    agreed_on: date
    approval: str | None
    reason: str | None
    agreed_by: str | None
    recorded_at: datetime

    @classmethod
    def of(cls, plan: BaselinePlan, agreed_by: str | None) -> Self:
        return cls(
            version=plan.version,
            agreed_on=plan.agreed_on,
            approval=plan.approval,
            reason=plan.reason,
            agreed_by=agreed_by,
            recorded_at=plan.recorded_at,
        )


class ForecastPart(Output):
    """When a milestone was believed to come, by whom, and why it moved; `follows` where one in front pushed it."""

    forecast_on: date | None
    reason: SlipReason | None
    sentence: str | None
    follows: bool
    made_by: str | None
    made_at: datetime

    @classmethod
    def of(cls, forecast: Forecast, made_by: str | None) -> Self:
        return cls(
            forecast_on=forecast.forecast_on,
            reason=forecast.reason,
            sentence=forecast.sentence,
            follows=forecast.follows_id is not None,
            made_by=made_by,
            made_at=forecast.made_at,
        )


class MovePart(Output):
    """A milestone that moves, or would."""

    id: UUID
    key: str
    label: str
    gate: Gate | None
    old: date | None
    new: date
    days: int | None

    @classmethod
    def of(cls, move: Move) -> Self:
        its = move.milestone
        return cls(id=its.id, key=its.key, label=its.label, gate=its.gate, old=move.old, new=move.new, days=move.days)


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
