"""The drawings of a brief from its data; none where there is nothing to draw."""

from markupsafe import Markup

from backend.briefs.data import Block, Overall
from backend.briefs.data.ranking import UnitRanking
from backend.briefs.sentences.overall import THREE
from backend.documents.charts import (
    StageBar,
    Step,
    YearLine,
    milestone_bar,
    stacked_stages,
    year_against_plan,
)
from backend.rankings.picture import picture
from backend.targets.periods import Period


def stages(told: Overall) -> Markup | None:
    """图1: the three stages by number and, where it is known, by investment."""
    rows = [row for row in told.rows if row.row in THREE]
    if not any(row.count for row in rows):
        return None
    return stacked_stages([StageBar(row.row.short, row.count, row.total.amount) for row in rows])


def year(told: Overall) -> Markup | None:
    """图2: this year against the plans by months; annual plans are spread evenly where there are none."""
    done, progress = told.whole.completion, told.year
    if done.invested is None or not done.plan:
        return None
    return year_against_plan(
        YearLine(
            done=progress.done,
            done_now=done.invested,
            now=float(progress.place),
            plan=progress.plan or [done.plan * month / 12 for month in range(1, 13)],
            plan_now=progress.plan_now,
            plan_name="分月计划" if progress.by_month else "年度计划按月均分",
            since=progress.since,
        )
    )


def ranking(told: UnitRanking | None) -> Markup | None:
    """Those whose rows are printed, as bars of their totals with the change of rank."""
    if told is None or not told.is_shown:
        return None
    called = {unit.unit: unit.name for unit in told.told}
    return picture(told.told, called, (told.best, told.worst), Period.parse(told.period))


def milestones(block: Block) -> Markup:
    return milestone_bar(
        block.name, [Step(step.name, step.planned, step.reached, step.expected) for step in block.steps]
    )
