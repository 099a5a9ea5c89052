from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi.datastructures import FormData
from pydantic import Field, model_validator

from backend.rankings.models import Formula
from backend.targets.models import UnitMeasure
from backend.targets.schemas import PeriodCode
from backend.units import Wan
from backend.web.schema import Blank, Input


class ComparisonIn(Input):
    measure: UnitMeasure
    formula: Formula
    weight: Annotated[int, Field(ge=1, le=100)]
    """权重，各项加起来是100"""
    points_each: Annotated[Wan | None, Blank] = None
    """按计分时：每一个项目（或每一万元）得几分"""
    most: Wan = Decimal(100)
    """最高分"""

    @model_validator(mode="after")
    def points_say_how_many(self) -> "ComparisonIn":
        if (self.formula is Formula.POINTS) != (self.points_each is not None):
            raise ValueError("按计分的要填每一个得几分，其他的不填")
        return self


class TableIn(Input):
    valid_from: date
    """从哪天起用"""
    least_projects: Annotated[int, Field(ge=1, le=1000)] = 1
    """项目少于这个数的单位不排名"""
    reason: Annotated[str, Field(min_length=1, max_length=300)]
    """依据，例如会议纪要"""
    comparisons: Annotated[list[ComparisonIn], Field(min_length=1, max_length=len(UnitMeasure))]

    @model_validator(mode="after")
    def weights_are_a_whole(self) -> "TableIn":
        total = sum(each.weight for each in self.comparisons)
        if total != 100:
            raise ValueError(f"权重加起来要是100，现在是{total}")
        if len({each.measure for each in self.comparisons}) < len(self.comparisons):
            raise ValueError("同一个指标只写一次")
        return self


class AskedRanking(Input):
    period: PeriodCode | None = None
    """2026（全年）、2026-Q4（季度）或 2026-11（月），不写是本月"""


def arranged(fields: FormData) -> dict[str, Any]:
    """A form has a line for each measure; those without a weight are not compared."""
    lines: list[dict[str, Any]] = [
        {"measure": measure.value}
        | {name: fields.get(f"{measure.value}_{name}") for name in ("formula", "weight", "points_each", "most")}
        for measure in UnitMeasure
        if str(fields.get(f"{measure.value}_weight") or "").strip()
    ]
    plain = {name: fields.get(name) for name in ("valid_from", "least_projects", "reason")}
    return plain | {"comparisons": lines}
