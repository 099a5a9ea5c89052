from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, create_model, model_validator

from backend.money.models import FundKind, Measure
from backend.projects.schemas import OptionalDate, OptionalWan, Year
from backend.units import Wan
from backend.web.schema import Blank, Input

MONTH_FIELDS = [f"month_{month}" for month in range(1, 13)]
Twelve = Annotated[list[OptionalWan], Field(min_length=12, max_length=12)]


class MonthlyPlanAmounts(Input):
    monthly_wan: Twelve
    """一至十二月各月计划投资，不知道的写 null"""


class MonthlyPlanIn(MonthlyPlanAmounts):
    year: Year


class StatisticsAmounts(Input):
    statistics_wan: Twelve
    """统计部门的数：从一月累计到各月，还没有的写 null"""


class StatisticsIn(StatisticsAmounts):
    year: Year


PostedMonths = create_model(  # type: ignore[call-overload]  # mypy does not follow fields made from names
    "PostedMonths", __base__=Input, year=(Year, ...), **dict.fromkeys(MONTH_FIELDS, (OptionalWan, None))
)
"""A form of twelve fields: what is wrong stands beside the month."""


class FundingSourceIn(Input):
    kind: FundKind
    amount_wan: Wan


class FundingIn(Input):
    sources: list[FundingSourceIn] = Field(max_length=len(FundKind))
    """各项资金来源，没有写的就是没有"""

    @model_validator(mode="after")
    def a_kind_stands_once(self) -> "FundingIn":
        if len({each.kind for each in self.sources}) < len(self.sources):
            raise ValueError("同一种资金来源只写一次，请合并")
        return self


PostedFunding = create_model(  # type: ignore[call-overload]
    "PostedFunding", __base__=Input, **dict.fromkeys((kind.value for kind in FundKind), (OptionalWan, None))
)


class FundPlanAmount(Input):
    amount_wan: OptionalWan
    """到这天累计应到位多少；null 就去掉这一期"""


class FundPlanIn(Input):
    due_on: date
    amount_wan: OptionalWan = None


class FundArrivalIn(Input):
    id: UUID | None = None
    """由填报方生成；用同一个 id 重发是同样的答复"""
    kind: Annotated[FundKind | None, Blank] = None
    arrived_on: OptionalDate = None
    amount_wan: Wan
    document: Annotated[str | None, Field(max_length=200), Blank] = None
    """到账凭证或文号"""


class ResultAmounts(Input):
    """What a project yielded: at least one of the four is known."""

    output_wan: OptionalWan = None
    tax_wan: OptionalWan = None
    jobs: Annotated[int | None, Field(ge=0, le=1_000_000), Blank] = None
    energy_tce: OptionalWan = None
    """吨标煤"""

    @model_validator(mode="after")
    def says_something(self) -> "ResultAmounts":
        if all(each is None for each in (self.output_wan, self.tax_wan, self.jobs, self.energy_tce)):
            raise ValueError("产值、税收、就业、能耗至少填一项；没有产出就填 0")
        return self


class ResultIn(ResultAmounts):
    """Of a month, or without one of the whole year."""

    year: Year
    month: Annotated[int | None, Field(ge=1, le=12), Blank] = None


class ThresholdIn(Input):
    """What an area asks by one measure, from a day on."""

    area: str = Field(max_length=32)
    measure: Measure
    at_least: OptionalWan = None
    at_most: OptionalWan = None
    valid_from: date

    @model_validator(mode="after")
    def asks_for_something(self) -> "ThresholdIn":
        if self.at_least is None and self.at_most is None:
            raise ValueError("“不低于”和“不高于”至少填一个")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("“不低于”的数比“不高于”的还大，请检查")
        return self
