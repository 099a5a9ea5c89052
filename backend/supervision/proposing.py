"""What the form of an order proposes, so that nobody counts working days: the timers of 13710 from today. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.problems import timer
from backend.problems.vocabulary import Difficulty
from backend.supervision.origins import From
from backend.web.formats import md


@dataclass(frozen=True)
class Timers:
    plan_by: date
    report_by: date
    due_on: date
    difficulty: Difficulty

    @property
    def said(self) -> str:
        """按13710：11月26日前报方案，11月30日前报进展，7个工作日到12月4日办结."""
        settle = "7个工作日到" if self.difficulty is Difficulty.ORDINARY else "难题一个月到"
        return f"按13710：{md(self.plan_by)}前报方案，{md(self.report_by)}前报进展，{settle}{md(self.due_on)}办结"


def proposed(calendar: timer.Calendar, offered: Sequence[From], origin: object, day: date) -> Timers:
    """By what is chosen, or is the only one to choose: a problem that counts as hard has a month."""
    meant = [each for each in offered if each.origin == origin or len(offered) == 1]
    difficulty = meant[0].difficulty if meant else Difficulty.ORDINARY
    due = timer.due_on(calendar, day, difficulty)
    return Timers(timer.plan_by(calendar, day), timer.answer_by(calendar, day), due, difficulty)
