"""What the API says of rankings."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from backend.accounts.models import Unit
from backend.rankings.models import Formula
from backend.rankings.ranking import Ranking
from backend.rankings.scoring import Row, Scored
from backend.rankings.tables import Rules
from backend.targets.models import UnitMeasure
from backend.targets.parts import Figure
from backend.units import money, rounded
from backend.web.schema import Output

Points = Annotated[
    Decimal,
    Field(description="得分，两位小数"),
    PlainSerializer(lambda points: money(rounded(points)), return_type=str, when_used="json"),
]


class ComparisonPart(Output):
    measure: UnitMeasure
    formula: Formula
    weight: int
    points_each: Points | None
    most: Points


class ComparisonTablePart(Output):
    """What units are compared by; `valid_from` is null for what holds until the office decides."""

    valid_from: date | None
    least_projects: int
    reason: str
    comparisons: list[ComparisonPart]

    @classmethod
    def of(cls, rules: Rules) -> "ComparisonTablePart":
        return cls.model_validate(rules)


class ScoredPart(Output):
    measure: UnitMeasure
    formula: Formula
    weight: int
    achieved: Figure
    target: Figure | None
    score: Points | None
    adds: Points | None

    @classmethod
    def of(cls, scored: Scored) -> "ScoredPart":
        plain = {name: getattr(scored.comparison, name) for name in ("measure", "formula", "weight")}
        figure = {"achieved": scored.figure.amount, "target": scored.figure.target}
        return cls(**plain, **figure, score=scored.score, adds=scored.adds)


class RankedPart(Output):
    unit: str
    unit_name: str
    projects: int
    rank: int | None
    rank_before: int | None
    change: int | None
    total_score: Points | None
    why_not: str | None
    scored: list[ScoredPart]

    @classmethod
    def of(cls, unit: Unit, row: Row) -> "RankedPart":
        return cls(
            unit=unit.code,
            unit_name=unit.name,
            projects=row.projects,
            rank=row.rank,
            rank_before=row.before,
            change=row.change,
            total_score=row.total,
            why_not=row.why_not or None,
            scored=[ScoredPart.of(each) for each in row.scored],
        )


class RankingPart(Output):
    period: str
    begins_on: date
    ends_on: date
    table: ComparisonTablePart
    items: list[RankedPart]

    @classmethod
    def of(cls, found: Ranking) -> "RankingPart":
        return cls(
            period=found.period.code,
            begins_on=found.period.starts_on,
            ends_on=found.period.ends_on,
            table=ComparisonTablePart.of(found.rules),
            items=[RankedPart.of(found.units[row.unit], row) for row in found.rows],
        )
