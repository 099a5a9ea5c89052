"""What the API says of rates."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from urllib.parse import urlencode

from pydantic import Field, PlainSerializer

from backend.board.rates.taking import Taken
from backend.signals.cohorts import Cohort
from backend.signals.rate_groups import Rates
from backend.signals.rates import Counted, Rate, RateKind, amounts, batch_of
from backend.units import Wan, money
from backend.web.schema import Output

Percent = Annotated[Decimal, PlainSerializer(money, return_type=str, when_used="json")]


class RatePart(Output):
    """A rate of counts divides projects, a rate of money amounts; both say how many projects stand behind."""

    rate: RateKind
    percent: Percent | None = Field(description="百分数，两位小数，四舍五入；没有分母时为 null")
    numerator: int = Field(description="分子里有几个项目")
    denominator: int = Field(description="分母里有几个项目")
    numerator_wan: Wan | None = Field(description="按金额的率：分子；按个数的率为 null")
    denominator_wan: Wan | None = Field(description="按金额的率：分母；按个数的率为 null")
    ended_projects: list[str] = Field(description="分母里已终止的项目的编号")
    in_current_batch: int = Field(description="本期新进、不计的项目数")
    without_batch: int = Field(description="期次待填报、不计的项目数")
    unknown: int = Field(description="有数字待填报、两边都不计的项目数")
    entry_withdrawn: int = Field(description="登记已撤回、不计的项目数")
    list_url: str = Field(description="名单的地址；再带 part 选哪一份，不带就是分母")

    @classmethod
    def of(cls, kind: RateKind, rate: Rate, list_url: str) -> Self:
        return cls(
            rate=kind,
            percent=rate.percent,
            numerator=len(rate.reached),
            denominator=len(rate.counted),
            numerator_wan=Decimal(rate.numerator) if kind.is_of_money else None,
            denominator_wan=Decimal(rate.denominator) if kind.is_of_money else None,
            ended_projects=list(rate.ended),
            in_current_batch=len(rate.current),
            without_batch=len(rate.without_batch),
            unknown=len(rate.unknown),
            entry_withdrawn=len(rate.withdrawn),
            list_url=list_url,
        )


class RateGroupPart(Output):
    """`group` is the code of the batch, unit, area or kind; `-` are those that have none."""

    group: str
    label: str
    rates: list[RatePart]

    @classmethod
    def of(cls, code: str, label: str, rates: Rates, address: str, query: Mapping[str, str]) -> Self:
        asked = urlencode(query)
        parts = [
            RatePart.of(kind, rate, f"{address}/{kind}/projects" + (f"?{asked}" if asked else ""))
            for kind, rate in rates.items()
        ]
        return cls(group=code, label=label, rates=parts)


class TakenPart(Output):
    """Of what the rates were made. A key with a narrow scope is told the rates of its scope."""

    as_of: datetime | None = Field(description="哪个时刻的状态；null 是现在")
    scope: str = Field(description="算在内的项目：all 是全部，area:zone 这样的只是密钥范围内的")
    scope_label: str = Field(description="同上，写给人看")
    counted: int = Field(description="范围内共有几个项目")
    current_batch: str | None = Field(description="本期：不进任何分母")


class RatesPart(TakenPart):
    year: int = Field(description="年度投资完成率是哪一年的")
    by: str
    overall: RateGroupPart
    groups: list[RateGroupPart]


class CountedPart(Output):
    """A project on a list behind a rate, with what it adds to both sides."""

    code: str
    short_name: str
    batch: str | None = Field(description="这个率按哪一期算它")
    reached: bool = Field(description="在不在分子里")
    is_ended: bool
    numerator_wan: Wan | None
    denominator_wan: Wan | None

    @classmethod
    def of(cls, kind: RateKind, rate: Rate, project: Counted) -> Self:
        part, whole = both(kind, project)
        return cls(
            code=project.code,
            short_name=project.name,
            batch=batch_of(kind, project),
            reached=project.code in rate.reached,
            is_ended=project.ended,
            numerator_wan=part,
            denominator_wan=whole,
        )


def both(kind: RateKind, project: Counted) -> tuple[Decimal | None, Decimal | None]:
    """The two amounts of a project in a rate of money, each unknown or not."""
    return amounts(kind, project) if kind.is_of_money else (None, None)


class AgePart(Output):
    months: int
    on: date | None = Field(description="满这么多个月的那天；举办日期待填报时为 null")
    started: int | None = Field(description="到那天已开工的项目数；还没到那天为 null")
    percent: Percent | None


class CohortPart(Output):
    """A batch and what became of those who signed with it."""

    batch: str
    held_on: date | None
    is_current: bool
    signed: int
    started: int
    undated: int = Field(description="已开工、开工日期待填报的项目数")
    ended_projects: list[str]
    ages: list[AgePart]

    @classmethod
    def of(cls, cohort: Cohort) -> Self:
        return cls(
            batch=cohort.batch,
            held_on=cohort.held_on,
            is_current=cohort.is_current,
            signed=len(cohort.members),
            started=len(cohort.started),
            undated=len(cohort.undated),
            ended_projects=list(cohort.ended),
            ages=[
                AgePart(
                    months=age.months,
                    on=age.on,
                    started=None if age.started is None else len(age.started),
                    percent=age.percent,
                )
                for age in cohort.ages
            ],
        )


class CohortsPart(TakenPart):
    on: date = Field(description="按哪一天算满没满")
    items: list[CohortPart]


def taken_part(taken: Taken, scope: str, scope_label: str) -> dict[str, object]:
    return {
        "as_of": taken.moment,
        "scope": scope,
        "scope_label": scope_label,
        "counted": len(taken.projects),
        "current_batch": taken.current,
    }
