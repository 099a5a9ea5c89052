from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from backend.projects.vocabulary import Signal
from backend.signals.models import Axis
from backend.web.schema import Blank, Input

WITHOUT_END = "请填到哪天为止：人工改灯都有结束的日子"


def colour(signal: Signal) -> Signal:
    if signal is Signal.UNRATED:
        raise ValueError("只能改成红、黄、绿")
    return signal


def with_end(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ValueError(WITHOUT_END)
    return value


Reason = Annotated[str, Field(min_length=2, max_length=500)]
Colour = Annotated[Signal, AfterValidator(colour)]


class OverrideIn(Input):
    """A person shows another colour than the rule, why, and until when."""

    signal: Colour
    """改成红、黄或绿；算出来的颜色照样显示"""
    reason: Reason
    """为什么"""
    until: Annotated[date, BeforeValidator(with_end)]
    """到哪天为止，含当天"""

    @model_validator(mode="before")
    @classmethod
    def left_out_is_without_end(cls, given: Any) -> Any:
        """Whoever leaves the end out is told what it is for."""
        return {"until": None, **given} if isinstance(given, dict) else given


class OverrideEndIn(Input):
    reason: Reason
    """为什么提前结束"""


Border = Annotated[int, Field(ge=0, le=1000)]


class SignalRuleIn(Input):
    """A rule of one axis from a day on. What its borders are counted in is given by the axis."""

    axis: Axis
    version: Annotated[str, Field(min_length=1, max_length=20)]
    effective_from: date
    amber: Annotated[Border | None, Blank] = None
    red: Border
