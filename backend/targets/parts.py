"""What the API says of targets."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from backend.accounts.models import Unit
from backend.targets.board import Cell, Line, Verdict
from backend.targets.counting import Part
from backend.targets.models import UnitMeasure
from backend.units import money
from backend.web.schema import Output


def _written(amount: Decimal) -> str:
    """Amounts of money with two decimals, counts without."""
    return money(amount) if amount != amount.to_integral_value() else f"{amount:.0f}"


Figure = Annotated[
    Decimal,
    Field(description="个数，或者万元，看 unit_of_measure"),
    PlainSerializer(_written, return_type=str, when_used="json"),
]


class TargetPart(Output):
    """A unit, a measure, a period: what was to be reached, and what was."""

    unit: str
    unit_name: str
    measure: UnitMeasure
    unit_of_measure: str
    period: str
    begins_on: date
    ends_on: date
    target: Figure | None
    achieved: Figure
    difference: Figure | None
    verdict: Verdict

    @classmethod
    def of(cls, unit: Unit, line: Line, cell: Cell) -> "TargetPart":
        return cls(
            unit=unit.code,
            unit_name=unit.name,
            measure=line.measure,
            unit_of_measure=line.measure.unit,
            period=cell.period.code,
            begins_on=cell.period.starts_on,
            ends_on=cell.period.ends_on,
            target=cell.target,
            achieved=cell.amount,
            difference=cell.difference,
            verdict=cell.verdict,
        )


class AchievedPart(Output):
    """What one project adds to a unit's figure."""

    code: str
    short_name: str
    amount: Figure

    @classmethod
    def of(cls, part: Part) -> "AchievedPart":
        return cls(code=part.code, short_name=part.short_name, amount=part.amount)
