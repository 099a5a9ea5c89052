from typing import Annotated

from pydantic import AfterValidator, Field

from backend.errors import Invalid
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.units import Wan
from backend.web.schema import Blank, Input


def _a_period(code: str) -> str:
    try:
        return Period.parse(code).code
    except Invalid as error:
        raise ValueError(error.message) from error


PeriodCode = Annotated[str, AfterValidator(_a_period), Field(max_length=8, examples=["2026-Q4"])]
Amount = Annotated[Wan | None, Blank, Field(description="完成投资为万元，其他为个数或件数")]


class TargetIn(Input):
    unit: Annotated[str, Field(min_length=1, max_length=32)]
    """单位编码"""
    measure: UnitMeasure
    period: PeriodCode
    """2026（全年）、2026-Q4（季度）或 2026-11（月）"""
    amount: Amount
    """目标值；写 null 就是撤掉这个目标"""


class AskedFigure(Input):
    """Of which figure of a unit the projects are asked for."""

    measure: UnitMeasure
    """哪个指标"""
    period: PeriodCode
    """2026（全年）、2026-Q4（季度）或 2026-11（月）"""
