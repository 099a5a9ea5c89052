"""What differs between two documents of a project, in words. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backend.board.facts import SHOWN, said
from backend.board.people import people
from backend.milestones.parts import MilestonePart
from backend.projects.field_labels import label
from backend.projects.service import Lists
from backend.projects.vocabulary import PIPELINE
from backend.timeline.document import ProjectDocument
from backend.web.formats import UNKNOWN, iso, wan
from backend.weeks import Week

NODE_DATES = {"reached_on": "到达", "forecast_on": "预计", "baseline_on": "现版基线"}
AMOUNTS = {
    "total_investment_wan": "总投资",
    "fixed_investment_wan": "其中固定资产投资",
    "invested_total_wan": "开工以来完成投资",
    "funds_arrived_wan": "到位资金",
}
NONE = "没有"
Line = tuple[str, ...]
"""What, as it was, as it is."""


@dataclass(frozen=True)
class Difference:
    """`what` differs; `old` and `new` are printed as they are."""

    what: str
    old: str
    new: str


def differences(old: ProjectDocument, new: ProjectDocument, lists: Lists, year: int) -> list[Difference]:
    told = [
        *_state(old, new),
        *_money(old, new, year),
        *_nodes(old, new),
        *_people(old, new),
        *_ledger(old, new, lists),
    ]
    return [Difference(what, was, is_now) for what, was, is_now in told if was != is_now]


def _state(old: ProjectDocument, new: ProjectDocument) -> Iterator[Line]:
    yield "阶段", *(each.stage.label if each.stage else PIPELINE for each in (old, new))
    yield "状态", *(each.condition.label for each in (old, new))
    yield "灯号", *(each.signal.label for each in (old, new))
    yield "手续", *(f"{each.permits.done}/{each.permits.total}" if each.permits else UNKNOWN for each in (old, new))
    yield "最近报送", *(_week(each) for each in (old, new))


def _week(document: ProjectDocument) -> str:
    last = document.last_update
    return f"{Week.parse(last.week).year}年第{Week.parse(last.week).number}周" if last else NONE


def _money(old: ProjectDocument, new: ProjectDocument, year: int) -> Iterator[Line]:
    for name, called in AMOUNTS.items():
        yield called, *(wan(getattr(each, name)) for each in (old, new))
    parts = [next((part for part in each.years if part.year == year), None) for each in (old, new)]
    yield f"{year}年计划", *(wan(part.annual_plan_wan if part else None) for part in parts)
    yield f"{year}年完成投资", *(wan(part.invested_wan if part else None) for part in parts)


def _nodes(old: ProjectDocument, new: ProjectDocument) -> Iterator[Line]:
    was, is_now = ({node.id: node for node in each.milestones} for each in (old, new))
    for key in {**was, **is_now}:
        before, after = was.get(key), is_now.get(key)
        known = after or before
        assert known
        if not before or not after:
            yield f"节点“{known.label}”", *("有" if each else NONE for each in (before, after))
            continue
        for name, called in NODE_DATES.items():
            yield f"节点“{known.label}”{called}", _day(before, name), _day(after, name)


def _day(node: MilestonePart, name: str) -> str:
    day: Any = getattr(node, name)
    return iso(day) if day else "没到达" if name == "reached_on" else UNKNOWN


def _people(old: ProjectDocument, new: ProjectDocument) -> Iterator[Line]:
    was, is_now = dict(people(old)), dict(people(new))
    for kind in {**is_now, **was}:
        yield kind, was.get(kind) or UNKNOWN, is_now.get(kind) or UNKNOWN


def _ledger(old: ProjectDocument, new: ProjectDocument, lists: Lists) -> Iterator[Line]:
    for name in ("code", "name", "short_name"):
        yield label(name), getattr(old, name), getattr(new, name)
    yield "项目群", old.programme_name or NONE, new.programme_name or NONE
    yield "项目单位", *("、".join(firm.name for firm in each.developers) or UNKNOWN for each in (old, new))
    for name in SHOWN:
        yield label(name), said(old, name, lists) or UNKNOWN, said(new, name, lists) or UNKNOWN
