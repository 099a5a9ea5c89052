"""报送: is the update of the last closed week in?"""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.projects.vocabulary import Signal
from backend.signals.axes.judged import Borders, Judged, unrated
from backend.weeks import Week

LISTED = 3  # so many missing weeks are named


@dataclass(frozen=True)
class Report:
    """`missing` are the weeks in a row, up to the last closed one, that were owed and not reported; the newest first."""

    owes: bool
    owed_last_week: bool
    has_reported: bool
    """At all, ever."""
    missing: Sequence[Week]


def judge(report: Report, borders: Borders) -> Judged:
    if not report.owes:
        return unrated("现在不用每周报送")
    if not report.missing and not report.owed_last_week and not report.has_reported:
        return unrated("还没到第一次报送截止")
    count = len(report.missing)
    if count < borders["amber_weeks"]:
        return Judged(Signal.GREEN, "按周报送，没有缺", {"weeks_missing": count})
    said = f"缺{count}周报送（{_named(report.missing)}）" if report.has_reported else f"{count}周应报，还没有报送过"
    signal = Signal.RED if count >= borders["red_weeks"] else Signal.AMBER
    return Judged(signal, said, {"weeks_missing": count, "last_missing": report.missing[0].label})


def rule(borders: Borders) -> str:
    return f"截止的周缺{borders['amber_weeks']}周报送是黄灯；连续缺{borders['red_weeks']}周是红灯"


def _named(weeks: Sequence[Week]) -> str:
    numbers = [f"{week.number}" for week in reversed(weeks[:LISTED])]
    return f"{'最近是' if len(weeks) > LISTED else ''}第{'、'.join(numbers)}周"
