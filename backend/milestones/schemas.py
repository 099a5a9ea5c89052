from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from backend.projects.schemas import OptionalDate
from backend.web.schema import Blank, Input

Evidence = Annotated[str | None, Field(max_length=200), Blank]


class DatesIn(Input):
    """When a milestone is planned for, and when it is believed to come."""

    baseline_on: OptionalDate = None
    forecast_on: OptionalDate = None

    @model_validator(mode="after")
    def something_is_said(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("请至少填一个日期：baseline_on（基线）或 forecast_on（预计）")
        return self


class ReachedIn(Input):
    """That a milestone was reached, with the document number or record that proves it."""

    reached_on: date
    evidence: Evidence = None
