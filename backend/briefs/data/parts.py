"""What every part of a brief's data is made of."""

from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, PlainSerializer

from backend.labels import Labelled
from backend.units import Wan, money
from backend.web.schema import Output

Signed = Annotated[Decimal, PlainSerializer(money, return_type=str, when_used="json")]
"""An amount or percentage that may be negative, with two decimals."""


class Part(Output):
    """Once taken it does not change."""

    model_config = ConfigDict(frozen=True)


class Row(Labelled):
    """The rows of the table of stages: every project stands in exactly one of them."""

    PIPELINE = "pipeline", "储备"
    SIGNED = "signed", "签约（未开工）"
    STARTED = "started", "开工（在建）"
    PRODUCING = "producing", "投产"
    SUSPENDED = "suspended", "停工"
    TERMINATED = "terminated", "终止"

    @property
    def short(self) -> str:
        return self.label.partition("（")[0]


class Sum(Part):
    """Money of several projects."""

    amount: Wan | None
    """Sum over the projects that have reported it; null when none has."""
    known: int
    """How many of them have reported it."""
    of: int
    """How many projects are meant."""


class Completion(Part):
    """年度投资完成率, over the projects of which both the plan and the investment of the year are known."""

    invested: Wan | None
    """Invested since 1 January by these projects."""
    plan: Wan | None
    """Their annual plans."""
    known: int
    """How many they are."""
    percent: Signed | None
    """Invested ÷ plan × 100."""
