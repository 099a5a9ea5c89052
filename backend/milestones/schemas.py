from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from backend.milestones.models import Gate, Phase, SlipReason
from backend.projects.schemas import OptionalDate
from backend.web.schema import Blank, Input
from backend.weeks import Week

Evidence = Annotated[str | None, Field(max_length=200), Blank]
Sentence = Annotated[str | None, Field(max_length=500), Blank]
OptionalId = Annotated[UUID | None, Blank]


class PlannedDay(Input):
    """Which milestone is planned for which day; a draft without a day takes back the one before."""

    key: str = Field(max_length=40)
    planned_on: OptionalDate


class DraftIn(Input):
    """计划草稿：各节点的计划日期；商定以后才成为基线。"""

    dates: list[PlannedDay] = Field(min_length=1, max_length=60)


class BaselineIn(Input):
    """That the plan is agreed. After the first one, an approval and a reason are needed."""

    agreed_on: OptionalDate = None
    approval: Evidence = None
    reason: Sentence = None
    dates: list[PlannedDay] = Field(default_factory=list, max_length=60)


class ForecastIn(Input):
    """When a milestone is believed to come. Later than believed before needs a reason and a sentence."""

    forecast_on: date
    reason: Annotated[SlipReason | None, Blank] = None
    sentence: Sentence = None


class ReachedIn(Input):
    """That a milestone was reached, with what proves it: a document number or record, a file, or both."""

    reached_on: date
    evidence: Evidence = None
    file: OptionalId = None

    @model_validator(mode="after")
    def is_proved(self) -> Self:
        if self.evidence is None and self.file is None:
            raise ValueError("到达要有依据：填文号或记录名称，或附上文件、照片")
        return self


class TemplateNodeIn(Input):
    """A milestone of a template. `after` names those before it; empty means the one above."""

    key: str = Field(max_length=40)
    label: str = Field(max_length=60)
    phase: Phase
    gate: Gate | None = None
    unit: str | None = Field(default=None, max_length=10)
    after: list[str] = Field(default_factory=list, max_length=20)


class TemplateIn(Input):
    """The milestones that a project of these kinds goes through, in order."""

    code: str = Field(max_length=32)
    kinds: list[str] = Field(min_length=1, max_length=40)
    nodes: list[TemplateNodeIn] = Field(min_length=1, max_length=60)


class ArrivalWithdrawalIn(Input):
    reason: str = Field(min_length=2, max_length=500)


class AskedWeek(Input):
    week: Annotated[str | None, Field(max_length=10), Blank] = None
    """哪一周，例如 2026-W48；不写是下周"""

    @property
    def of(self) -> Week:
        return Week.parse(self.week) if self.week else Week.current().next
