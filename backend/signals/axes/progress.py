"""进度: how far the investment is behind the project's own monthly plan at the last cut-off."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.money.plan_to_date import points
from backend.projects.vocabulary import Signal
from backend.signals.axes.judged import Borders, Inputs, Judged, unrated
from backend.units import money
from backend.web.formats import md, wan_said
from backend.web.formats import points as ahead_in_words


@dataclass(frozen=True)
class Progress:
    """Of the year of the last closed week, in 万元; `until` is the day of its cut-off."""

    until: date
    annual_plan: Decimal | None
    due: Decimal | None
    invested: Decimal | None


def judge(progress: Progress, borders: Borders) -> Judged:
    """Exactly 10 points behind is amber, exactly 30 as well; only more than 30 is red."""
    ahead = points(progress.invested, progress.due, progress.annual_plan)
    if ahead is None or progress.annual_plan is None or progress.due is None or progress.invested is None:
        return unrated(_missing(progress))
    behind = -ahead
    reason = f"完成{wan_said(progress.invested)}，到{md(progress.until)}应完成{wan_said(progress.due)}，{_said(ahead)}"
    inputs: Inputs = {
        "until": progress.until.isoformat(),
        "annual_plan": money(progress.annual_plan),
        "due": money(progress.due),
        "invested": money(progress.invested),
        "points": money(ahead),
    }
    if behind > borders["red_points"]:
        return Judged(Signal.RED, reason, inputs)
    return Judged(Signal.AMBER if behind >= borders["amber_points"] else Signal.GREEN, reason, inputs)


def rule(borders: Borders) -> str:
    amber, red = borders["amber_points"], borders["red_points"]
    return f"比自己的分月计划慢{amber}到{red}个百分点（含{red}）是黄灯；慢超过{red}个百分点是红灯"


def _said(ahead: Decimal) -> str:
    return f"{ahead_in_words(ahead)}个百分点" if ahead else "与计划持平"


def _missing(progress: Progress) -> str:
    if not progress.annual_plan:
        return "年度计划投资待填报"
    return "分月计划待填报" if progress.due is None else "今年完成投资待填报"
