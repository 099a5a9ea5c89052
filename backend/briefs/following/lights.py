"""Figures over the lights that are shown at the cut-off, and over the milestones that are to come."""

from collections.abc import Iterable

from backend.briefs.data.lights import Lit
from backend.briefs.figures.due import due, to_come
from backend.briefs.figures.lights import lights, shown
from backend.briefs.following.followed import Followed, Row, rows_of
from backend.briefs.sentences.wording import MOST_NAMES, day
from backend.briefs.snapshot import Snapshot
from backend.projects.vocabulary import Signal
from backend.signals.models import Axis

SHOWN = "截止时显示的灯：有人工改灯的按改后的，停工、终止的项目没有灯"


def light(snapshot: Snapshot, which: str) -> Followed | None:
    """`red`, `amber.progress`, `red.rest`: those beyond the ones that the brief tells of one by one."""
    colour, _, part = which.partition(".")
    signal = next((each for each in Signal if each == colour), None)
    if signal is None:
        return None
    if signal in (Signal.GREEN, Signal.UNRATED):
        return None if part else Followed(_named(signal), SHOWN, rows_of(shown(snapshot, signal)))
    told = lights(snapshot)
    found = told.red if signal is Signal.RED else told.amber
    if not part:
        return Followed(_named(signal), SHOWN, _rows(found))
    if part == "rest" and signal is Signal.RED:
        return Followed("其余红灯", f"前{MOST_NAMES}个一一写明，这里是其余的", _rows(found[MOST_NAMES:]))
    axis = next((each for each in Axis if each == part), None)
    if axis is None or signal is Signal.RED:
        return None
    of_axis = [each for each in found if not each.overridden and any(its.axis is axis for its in each.axes)]
    return Followed(f"{axis.label}黄灯", f"黄灯而{axis.label}一项为黄的项目，人工改灯的另列", _rows(of_axis))


def _named(signal: Signal) -> str:
    return "未评灯的项目" if signal is Signal.UNRATED else f"{signal.label}灯"


def _rows(found: Iterable[Lit]) -> list[Row]:
    return [Row(each.code, each.name, note="；".join(axis.reason for axis in each.axes)) for each in found]


def upcoming(snapshot: Snapshot, which: str) -> Followed | None:
    """Each row is a milestone."""
    if which == "undated":
        bare = [Row(of.code, of.name, note=each.label) for of, each in to_come(snapshot) if each.forecast_on is None]
        return Followed("没有预计日期的节点", "正常推进的项目里还没有到达、也没有填预计日期的节点", bare)
    year = snapshot.week.year
    said = [(each, f"{each.milestone}，{day(each.expected_on, year)}") for each in due(snapshot).nodes]
    nodes = [Row(each.code, each.name, note=note) for each, note in said]
    rule = "预计日期在下周而截止时还没有到达的节点，停工、终止的项目不算"
    lists = {"": ("下周节点", nodes), "rest": ("其余的下周节点", nodes[MOST_NAMES:])}
    found = lists.get(which)
    return Followed(found[0], rule, found[1]) if found else None
