"""What a list says of a project in one row. Pure: the summary, what stands beside it, and the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from backend.projects.lamp import computed_of, light_of
from backend.projects.summary import Summary
from backend.projects.vocabulary import PIPELINE, Cause, Condition
from backend.signals.models import Axis
from backend.timeline.figures import money_in, pace_kept
from backend.units import share
from backend.updates.owing import days_since, owes_weekly, weeks_missing
from backend.web.formats import md
from backend.weeks import Week


@dataclass(frozen=True)
class Listed:
    """Money is of the running year, in 万元; what nobody has said is none."""

    code: str
    short_name: str
    light: str
    computed: str | None
    """The light by the rules, where a person shows another."""
    stage: str
    kind: str
    units: str | None
    why: str
    plan: Decimal | None
    done: Decimal | None
    rate: Decimal | None
    planned: Decimal | None
    """What was due by the last cut-off, in percent of the year's plan, as the rate is."""
    points: Decimal | None
    """How far ahead of that it was."""
    problems: int | None
    """How many are not struck off; unknown in a past that did not keep it."""
    since: int | None
    """Days since the last update."""


@dataclass(frozen=True)
class Day:
    """The day on which a list is read, and the latest week that has closed by then."""

    today: date
    closed: Week


def listed(summary: Summary, day: Day, kinds: Mapping[str, str], units: str | None, pause: Any = None) -> Listed:
    plan, done = money_in(summary.figures, Week.of(day.today).year)
    planned, points = pace_kept(summary.figures)
    return Listed(
        code=summary.code,
        short_name=summary.short_name,
        light=light_of(summary.condition, summary.signal),
        computed=computed_of(summary.condition, summary.signal, summary.computed_signal),
        stage=stage_of(summary),
        kind=kinds.get(summary.kind, summary.kind),
        units=units,
        why=why(summary, day, pause),
        plan=plan,
        done=done,
        rate=share(done, plan) if done is not None else None,
        planned=planned,
        points=points,
        problems=summary.figures.get("problems"),
        since=days_since(summary.last_update_at, day.today),
    )


def stage_of(summary: Summary) -> str:
    if summary.condition is Condition.TERMINATED:
        return Condition.TERMINATED.label
    return summary.stage.label if summary.stage else PIPELINE


def why(summary: Summary, day: Day, pause: Any = None) -> str:
    """What a reader should know before they open the project; mostly nothing."""
    if summary.condition is Condition.SUSPENDED and pause:
        return f"停工缓建（{Cause(pause['cause']).label}），自{md(date.fromisoformat(pause['since']))}"
    reason = summary.light_reason or ""
    silent = "" if Axis.REPORT.label in reason else _silent(summary, day)
    return "；".join(filter(None, (reason, silent)))


def _silent(summary: Summary, day: Day) -> str:
    """What is not reported, where the light does not say so."""
    if not owes_weekly(summary.stage, summary.condition):
        return ""
    missing = weeks_missing(summary.last_week, day.closed)
    if missing is None:
        return "还没有报送过"
    return f"缺{missing}周报送" if missing else ""
