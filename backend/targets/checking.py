"""What a target must not be, whoever sets it and by which door. Pure."""

from collections.abc import Mapping

from backend.accounts.models import Unit
from backend.errors import Invalid
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.targets.schemas import TargetIn


def check(given: TargetIn, units: Mapping[str, Unit]) -> None:
    """Raises Invalid, which says what is wrong with which field."""
    unit = units.get(given.unit)
    if unit is None:
        raise Invalid.field("unit", f"没有编码为“{given.unit}”的单位，请从单位列表里选", given.unit)
    period = Period.parse(given.period)
    if unit.dissolved_on and unit.dissolved_on <= period.starts_on:
        raise Invalid.field("unit", f"{unit.name}已于{unit.dissolved_on}撤销，不能再定{period.label}的目标", given.unit)
    if unit.founded_on and unit.founded_on > period.ends_on:
        raise Invalid.field("unit", f"{unit.name}{unit.founded_on}才成立，没有{period.label}的目标", given.unit)
    counted = given.measure is not UnitMeasure.INVESTED
    if counted and given.amount is not None and given.amount != given.amount.to_integral_value():
        raise Invalid.field("amount", f"{given.measure.label}请填整数", str(given.amount))
