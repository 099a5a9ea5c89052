"""What the API says of a project's money: the same in its document and as an answer of its own."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from backend.money.models import FundKind, Measure
from backend.units import Wan, money
from backend.web.schema import Output

SignedWan = Annotated[
    Decimal,
    Field(description="万元，两位小数，可以是负数"),
    PlainSerializer(money, return_type=str, when_used="json"),
]


class InvestmentChangePart(Output):
    old_wan: Wan | None = Field(validation_alias="old")
    new_wan: Wan | None = Field(validation_alias="new")
    reason: str | None
    document: str | None
    changed_at: datetime


class FundingSourcePart(Output):
    kind: FundKind
    amount_wan: Wan = Field(validation_alias="amount")


class FundPlanPart(Output):
    """By which day how much is to have arrived, counted from the start."""

    due_on: date
    amount_wan: Wan = Field(validation_alias="amount")


class FundArrivalPart(Output):
    kind: FundKind | None
    arrived_on: date | None
    amount_wan: Wan = Field(validation_alias="amount")
    document: str | None


class ResultPart(Output):
    """What it yielded: of a month, or, where `month` is null, of the whole year."""

    year: int
    month: int | None
    output_wan: Wan | None = Field(validation_alias="output")
    tax_wan: Wan | None = Field(validation_alias="tax")
    jobs: int | None
    energy_tce: Wan | None = Field(validation_alias="energy")


class MonthlyPlanPart(Output):
    """The plan of a year by months; `warnings` says what does not fit, such as months that do not add up to the year."""

    year: int
    monthly_wan: list[Wan | None]
    annual_plan_wan: Wan | None
    difference_wan: SignedWan | None
    warnings: list[str]


class StatisticsPart(Output):
    """统计数: from January to each month."""

    year: int
    statistics_wan: list[Wan | None]
    warnings: list[str]


class FundingPart(Output):
    sources: list[FundingSourcePart]
    warnings: list[str]


class ThresholdPart(Output):
    area: str
    measure: Measure
    at_least: Wan | None
    at_most: Wan | None
    valid_from: date
