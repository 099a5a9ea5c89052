"""Figures over what the week brought: changes, money, who reported, what the checks found, and the blocks."""

from collections.abc import Iterable
from typing import Any

from backend.briefs.data import Reached, Rule
from backend.briefs.data import Row as StageOf
from backend.briefs.figures.blocks import documents_of
from backend.briefs.figures.changes import asked_for, changes, in_time_before
from backend.briefs.figures.notes import concerned_by_rule, is_returned, notes
from backend.briefs.figures.sums import owes, row_of
from backend.briefs.following.followed import Followed, Row, rows_of
from backend.briefs.following.sums import completion, money_of_some
from backend.briefs.snapshot import Report, Snapshot
from backend.money.changes import is_large
from backend.reminders.recipients import CLIMBS_AFTER

SINCE = "两次截止之间登记的"
MONEY = {"total": "总投资", "plan": "年度计划", "invested": "今年完成投资"}


def change(snapshot: Snapshot, which: str) -> Followed | None:
    told = changes(snapshot)
    new = [each for each in told.arrivals if not each.moved]
    moved_out = [document for document in snapshot.then if document.code in snapshot.outside_now]
    gone = {document.name: document for document in snapshot.then if document.name in told.left}
    lists: dict[str, tuple[str, list[Row]]] = {
        "arrivals": ("新纳入调度的项目", _named(new)),
        **{
            f"arrivals.{row}": (f"新纳入调度的{row.label}项目", _named(a for a in new if a.row is row))
            for row in StageOf
        },
        "moved_in": ("划入的项目", _named(each for each in told.arrivals if each.moved)),
        "moved_out": ("划出的项目", rows_of(moved_out)),
        "left": ("不再调度的项目", rows_of(gone[name] for name in told.left)),
        "entered": ("进入新阶段的登记", [Row(e.code, e.name, note=e.stage.label) for e in told.entered]),
        "withdrawn": ("撤回的登记", [Row(e.code, e.name, note=e.stage.label) for e in told.withdrawn]),
        "reached": ("到达的节点", _named(told.reached)),
        "standstills": ("停工、复工和终止", _named(told.standstills)),
    }
    found = lists.get(which)
    return Followed(found[0], f"{SINCE}{found[0]}", found[1]) if found else None


def _named(found: Iterable[Any]) -> list[Row]:
    return [Row(each.code, each.name, note=each.milestone if isinstance(each, Reached) else "") for each in found]


def week(snapshot: Snapshot, which: str) -> Followed | None:
    asked = asked_for(snapshot)
    sent = [snapshot.of_week[code] for code in asked if code in snapshot.of_week]
    lists = {
        "": ("本周完成投资", "截止以前报来的本周投资相加，更正过的按更正后", _reports(snapshot, sent)),
        "of": ("本周应报或已报的项目", "签约、开工、没有停工和终止的项目，加上其他已报的", _by_code(snapshot, asked)),
        "late": ("补报以前各周", "两次截止之间报来的以前各周的报送", _reports(snapshot, snapshot.supplements)),
        "last": ("上周完成投资", "上次截止以前报来的上周投资相加", _reports(snapshot, in_time_before(snapshot))),
    }
    found = lists.get(which)
    return Followed(*found) if found else None


def _reports(snapshot: Snapshot, reports: Iterable[Report]) -> list[Row]:
    names = {d.code: d.name for d in (*snapshot.then, *snapshot.now)}
    return [Row(each.code, names.get(each.code, each.code), each.invested, each.week.label) for each in reports]


def _by_code(snapshot: Snapshot, codes: Iterable[str]) -> list[Row]:
    wanted = set(codes)
    return rows_of(document for document in snapshot.now if document.code in wanted)


def totals(snapshot: Snapshot, which: str) -> Followed | None:
    told = changes(snapshot).totals
    all_changed = [Row(c.code, c.name, note=f"由{c.old}万元到{c.new}万元") for c in told.changed]
    small = [row for row, c in zip(all_changed, told.changed, strict=True) if not (not c.old or is_large(c.old, c.new))]
    first = [
        document
        for document in snapshot.now
        if document.total_investment_wan is not None
        and (before := snapshot.before.get(document.code)) is not None
        and before.total_investment_wan is None
    ]
    lists = {
        "changed": ("总投资变动的项目", "两次截止时总投资都已填报而数不同的项目", all_changed),
        "small": ("总投资变动不超过20%的项目", "同上，变动幅度不超过20%的", small),
        "first": ("总投资首次填报的项目", "上次截止时没有填报、这次已填报的项目", rows_of(first)),
    }
    found = lists.get(which)
    return Followed(*found) if found else None


def report(snapshot: Snapshot, which: str) -> Followed | None:
    owing = [document for document in snapshot.now if owes(document)]
    sent = [document for document in owing if document.code in snapshot.of_week]
    told = notes(snapshot).reporting
    missing = {each.code for each in told.missing}
    silent = {each.code for each in told.missing if (each.weeks or 0) >= CLIMBS_AFTER}
    lists = {
        "owed": ("应报的项目", "签约、开工而没有停工、终止的项目", owing),
        "on_time": ("按时报送的项目", "截止以前报来本周情况的应报项目", sent),
        "unchanged": (
            "报本周无变化的项目",
            "按时报送而说无变化的",
            [d for d in sent if snapshot.of_week[d.code].unchanged],
        ),
        "returned": (
            "被退回、尚未改报的项目",
            "报来后被审阅退回、截止时还没有改报",
            [d for d in sent if is_returned(d, snapshot)],
        ),
        "silent": (
            "连续两周以上未报的项目",
            "未报的项目里，上一周也没有报来的",
            [d for d in owing if d.code in silent],
        ),
        "missing": ("未报的项目", "截止时没有报来本周情况的应报项目", [d for d in owing if d.code in missing]),
    }
    found = lists.get(which)
    return Followed(found[0], found[1], rows_of(found[2])) if found else None


def finding(snapshot: Snapshot, which: str) -> Followed | None:
    rule = next((each for each in Rule if each == which), None)
    if rule is None:
        return None
    rows = [Row(code, name) for code, name in sorted(concerned_by_rule(snapshot)[rule].items())]
    return Followed(rule.label, "数据体检在截止时刻查出的项目", rows)


def block(snapshot: Snapshot, which: str) -> Followed | None:
    """`four_spurs.total`: the projects of one block of 重点项目; `four_spurs.nodes` their milestones."""
    key, _, what = which.rpartition(".")
    found = documents_of(snapshot, key)
    if not found:
        return None
    name, documents = found
    year = snapshot.week.year
    if what == "done":
        return completion(name, documents, year)
    if what == "nodes":
        nodes = [Row(of.code, of.name, note=each.label) for of in documents for each in of.milestones]
        return Followed(f"{name}的节点", "项目的全部节点", nodes)
    if what == "silent":
        silent = [each for each in documents if owes(each) and each.code not in snapshot.of_week]
        return Followed(f"{name}未报的项目", "截止时没有报来本周情况的应报项目", rows_of(silent))
    if row := next((each for each in StageOf if each == what), None):
        return Followed(f"{name}{row.label}的项目", row.label, rows_of(d for d in documents if row_of(d) is row))
    return money_of_some(MONEY[what], name, documents, year) if what in MONEY else None
