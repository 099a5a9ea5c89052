"""Figures over the register of problems (问题台账): each row is a problem."""

from collections.abc import Callable, Mapping

from backend.briefs.figures.problems import is_new, is_struck_off, told_of
from backend.briefs.following.followed import Followed, Row
from backend.briefs.sentences.wording import MOST_NAMES
from backend.briefs.snapshot import Snapshot
from backend.problems.parts import ProblemPart
from backend.problems.vocabulary import State

Is = Callable[[Snapshot, ProblemPart], object]
COUNTED: Mapping[str, tuple[str, str, Is]] = {
    "active": ("未销号的问题", "截止时还没有销号的问题，登记有误而撤回的不算", lambda _, each: each.is_active),
    "asked": ("待销号的问题", "已申请销号、等项目办核实的", lambda _, each: each.problem_status is State.ASKED),
    "raised": ("新报的问题", "两次截止之间报来的问题", is_new),
    "struck_off": ("销号的问题", "两次截止之间销号的问题", is_struck_off),
    "overdue": ("超期的问题", "到期而截止时还没有销号的问题", lambda snapshot, each: each.overdue(snapshot.day)),
}


REST = "rest"
"""Those beyond the ones that the brief tells of one by one."""


def problem(snapshot: Snapshot, which: str) -> Followed | None:
    which, _, rest = which.partition(".")
    if which not in COUNTED or rest not in ("", REST):
        return None
    title, rule, counts = COUNTED[which]
    found = [(of, each) for of, each in told_of(snapshot) if counts(snapshot, each)]
    if rest:
        found.sort(key=lambda pair: (pair[1].due_on, pair[0].code, pair[1].problem_number))
        found = found[MOST_NAMES:]
    return Followed(title, rule, [Row(of.code, of.name, note=_said(each)) for of, each in found])


def _said(each: ProblemPart) -> str:
    return f"第{each.problem_number}号：{each.what}"
