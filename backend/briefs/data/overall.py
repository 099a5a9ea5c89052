from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from backend.briefs.data.parts import Completion, Part, Row, Signed, Sum
from backend.units import Wan


class StageRow(Part):
    """One row of the table of stages."""

    row: Row
    count: int
    total: Sum
    """总投资"""
    plan: Sum
    """年度计划投资"""
    invested: Sum
    """Invested since 1 January: opening balance and weekly updates of the year."""
    completion: Completion


class CountRate(Part):
    """开工率 or 投产率. The current batch is not in the denominator."""

    numerator: int
    denominator: int
    percent: Signed | None
    without_batch: int
    """Projects that entered the stage without a batch: in no cohort, counted beside."""
    ended: list[str]
    """Names of terminated projects in the denominator."""


class CapacityRate(Part):
    """达效率 = actual ÷ expected annual output of the projects of earlier 投产 batches."""

    actual: Wan
    expected: Wan
    percent: Signed | None
    counted: int
    unknown: int
    """Projects of these batches of which one of the two outputs is unknown: in neither sum."""
    without_batch: int


class Rates(Part):
    current_batch: str | None
    """The newest batch at the moment of the brief; it counts in no denominator."""
    start: CountRate
    production: CountRate
    capacity: CapacityRate


class YearProgress(Part):
    """The year's investment over time, of the projects that `completion` of the whole counts."""

    year: int
    months: int
    """Full months that have passed."""
    time_percent: Signed
    """序时进度 = full months ÷ 12 × 100."""
    points: Signed | None
    """Percentage points by which the completion is ahead; negative is behind: of the plan as long as some project has
    one by months, else of 序时进度."""
    place: Annotated[Decimal, PlainSerializer(str, return_type=str, when_used="json")]
    """The time of the year in months: 10.7 is the twentieth day of November."""
    plan_now: Wan | None
    """What was to be invested by now: by plans of months, and annual plans spread evenly where there are none."""
    since: int
    """Full months before the first month whose investment is known by itself: they lie in opening balances."""
    done: list[Wan]
    """Sums since January at the ends of the full months after `since`; the first is at the end of `since` if it is not 0."""
    by_month: int = 0
    """How many of the projects have a plan by months. This and what follows is not in briefs of before there were."""
    plan_percent: Signed | None = None
    """`plan_now` in percent of the annual plans; null without plans by months."""
    plan: list[Wan] = Field(default_factory=list)
    """Sums of the plans since January at the ends of the twelve months; empty without plans by months."""


class Overall(Part):
    """一、总体情况"""

    rows: list[StageRow]
    whole: StageRow
    """All projects together; its `row` says nothing."""
    rates: Rates
    year: YearProgress
