"""Lights, problems, ranks and nodes in two briefs: how many of each, and by name what is new and what is gone."""

from collections.abc import Iterator
from datetime import timedelta

from backend.briefs.comparing.figures import Figures, both
from backend.briefs.comparing.parts import Difference
from backend.briefs.data import BriefData
from backend.briefs.data.due import DueNode
from backend.briefs.data.lights import Lights
from backend.briefs.data.problems import Problems
from backend.briefs.data.ranking import UnitRanking
from backend.briefs.sentences.ranking import change_of
from backend.briefs.sentences.wording import NONE, day
from backend.targets.periods import Period


def of_lights(was: Lights, now: Lights) -> Iterator[Difference]:
    yield from both(_colours, was, now)
    before, after = _words(was), _words(now)
    for code, (name, _) in {**before, **after}.items():
        old, new = (side[code][1] if code in side else "无红黄灯" for side in (before, after))
        if old != new:
            yield Difference(key="", what=f"{name}灯号", was=old, now=new, by="")


def _colours(told: Lights) -> Figures:
    yield "light.red", "红灯", len(told.red), "个"
    yield "light.amber", "黄灯", len(told.amber), "个"
    yield "light.green", "绿灯", told.green, "个"
    yield "light.unrated", "未评", told.unrated, "个"
    yield "projects.suspended", "停工", len(told.stopped), "个"


def _words(told: Lights) -> dict[str, tuple[str, str]]:
    """Name and light by code, of those that the section names."""
    of = (("红灯", told.red), ("黄灯", told.amber), ("停工", told.stopped))
    return {each.code: (each.name, word) for word, found in of for each in found}


def of_problems(was: Problems, now: Problems) -> Iterator[Difference]:
    yield from both(_counted, was, now)
    before, after = ({(each.code, each.number): each for each in told.overdue} for told in (was, now))
    for key, each in {**after, **before}.items():
        if (key in before) != (key in after):
            late = f"超期{each.days}天"
            old, new, by = (NONE, late, "新超期") if key in after else (late, NONE, "不再超期")
            yield Difference(key="", what=f"{each.name}第{each.number}号问题", was=old, now=new, by=by)


def _counted(told: Problems) -> Figures:
    yield "problem.active", "未销号的问题", told.active, "个"
    yield "problem.asked", "待销号的问题", told.asked, "个"
    yield "problem.raised", "本周新报的问题", told.raised, "个"
    yield "problem.struck_off", "本周销号的问题", len(told.struck_off), "个"
    yield "problem.overdue", "超期的问题", len(told.overdue), "个"


def of_ranking(was: UnitRanking, now: UnitRanking) -> Iterator[Difference]:
    """Place and score of each unit; a brief of another month ranks over that month."""
    old, new = (Period.parse(told.period).label for told in (was, now))
    if old != new:
        yield Difference(key="", what="排名的期间", was=old, now=new, by="")
    before, after = ({unit.unit: unit for unit in told.ranked if told.is_shown} for told in (was, now))
    for code, unit in {**after, **before}.items():
        places = [side[code].rank if code in side else None for side in (before, after)]
        said = [f"第{place}名" if place else "未排名" for place in places]
        if places[0] != places[1]:
            by = change_of(places[0] - places[1]) if places[0] and places[1] else ""
            yield Difference(key="", what=f"{unit.name}名次", was=said[0], now=said[1], by=by)


def of_due(was: BriefData, now: BriefData) -> Iterator[Difference]:
    """What was due in the week of this brief, and what became of it; then what is due in the next."""
    if was.due is None or now.due is None:
        return
    reached = {(each.code, each.milestone) for each in now.changes.reached} if now.changes else set()
    still = {(each.code, each.milestone): each for each in now.due.nodes}
    consecutive = was.due.ends_on + timedelta(days=1) == now.due.starts_on
    for node in was.due.nodes if consecutive else []:
        key = (node.code, node.milestone)
        became = "已到达" if key in reached else _moved(still.get(key), now.week_year)
        yield Difference(
            key="",
            what=f"{node.name}{node.milestone}",
            was=f"预计{day(node.expected_on, now.week_year)}",
            now=became,
            by="",
        )
    yield from both(_nodes, was, now)


def _moved(node: DueNode | None, year: int) -> str:
    return f"改为预计{day(node.expected_on, year)}" if node else "没有登记到达"


def _nodes(told: BriefData) -> Figures:
    if told.due:
        yield "upcoming", "下周节点", len(told.due.nodes), "个"
        yield "upcoming.undated", "预计日期待填报的节点", told.due.undated, "个"
