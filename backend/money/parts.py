"""What the API says of a project's money: the same in its document and as an answer of its own."""

from datetime import date, datetime

from pydantic import Field

from backend.money.models import FundKind
from backend.units import Wan
from backend.web.schema import Output


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
