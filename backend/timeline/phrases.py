"""One change of one row in words, without its subject. Pure: a table from (subject, operation) to a phrase."""

from collections.abc import Callable
from datetime import date
from typing import Any

from backend.projects.field_labels import LABELS
from backend.projects.vocabulary import AliasKind, Cause, DutyKind, Scheme, Stage
from backend.timeline.names import Names
from backend.timeline.values import amount, day, of_project, text
from backend.weeks import Week

Row = dict[str, Any]
Said = tuple[str, str]
"""What was done, and why; the why is mostly empty. An empty what is not worth a line."""
Phrase = Callable[[Row, Row, Names], Said]


def changed(before: Row, after: Row) -> list[str]:
    return [name for name in after if before.get(name) != after[name]]


def project_changed(before: Row, after: Row, names: Names) -> Said:
    parts = [
        f"“{LABELS[name]}”从{of_project(name, before.get(name), names)}改为{of_project(name, after[name], names)}"
        for name in changed(before, after)
        if name in LABELS
    ]
    return ("把" + "；".join(parts) if parts else ""), ""


def alias_added(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001  one shape for all phrases
    kind = AliasKind(after["kind"])
    return f"{'保留' if kind is AliasKind.FORMER_NAME else '加'}{kind.label}{text(after['value'])}", ""


def national_code_changed(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return (f"停用国家项目代码 {after['value']}" if after.get("until") else f"登记国家项目代码 {after['value']}"), ""


def duty_taken(_: Row, after: Row, names: Names) -> Said:
    who = names.row(after.get("unit_id") or after.get("account_id"))
    return f"请{who}担任{DutyKind(after['kind']).label}，自{day(after['since'])}", ""


def duty_changed(before: Row, after: Row, names: Names) -> Said:
    if "until" not in changed(before, after):
        return "", ""
    who = names.row(after.get("unit_id") or after.get("account_id"))
    return f"结束{who}的{DutyKind(after['kind']).label}，到{day(after['until'])}", ""


def listed(_: Row, after: Row, names: Names) -> Said:
    return f"列入{after['year']}年{names.entry(Scheme.ANNUAL_LIST, after['list_code'])}", ""


def plan_set(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    what = f"{after['year']}年计划投资"
    now = amount(after["amount"])
    return (f"把{what}从{amount(before['amount'])}改为{now}" if before else f"定{what}{now}"), ""


def books_opened(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    verb = "改" if before else "登记"
    in_year, earlier = amount(after["invested_in_year"]), amount(after["invested_before_year"])
    return f"{verb}{after['year']}年期初：当年已完成{in_year}，以前年度{earlier}", ""


def stage_entered(_: Row, after: Row, names: Names) -> Said:
    batch = names.row(after.get("batch_id")) or "没有期次"
    why = f"依据：{after['evidence']}" if after.get("evidence") else ""
    skipped = f"没有经过前一阶段：{after['skip_reason']}" if after.get("skip_reason") else ""
    when = day(after.get("occurred_on")) if after.get("occurred_on") else f"日期{day(None)}"
    return f"登记{Stage(after['stage']).label}（{when}，{batch}）", "；".join(filter(None, (why, skipped)))


def suspended(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return f"登记停工缓建：{Cause(after['cause']).label}，自{day(after['since'])}", after.get("note") or ""


def resumed(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return f"登记复工，自{day(after['resumed_on'])}", after.get("note") or ""


def terminated(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return f"登记终止，{day(after['ended_on'])}", f"原因：{after['reason']}"


def milestone_changed(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    label, parts = text(after["label"]), []
    for column, called in (("baseline_on", "基线日期"), ("forecast_on", "预计日期")):
        if before.get(column) != after[column]:
            was = f"从{day(before[column])}" if before.get(column) else ""
            parts.append(f"把{label}的{called}{was}{'改' if was else '定'}为{day(after[column])}")
    if before.get("reached_on") != after["reached_on"]:
        parts.append(f"登记{label}到达（{day(after['reached_on'])}）" if after["reached_on"] else f"取消{label}的到达")
    proof = f"依据：{after['evidence']}" if before.get("evidence") != after["evidence"] and after["evidence"] else ""
    return "；".join(parts) or (f"补{label}的依据" if proof else ""), proof


def milestones_planned(rows: list[tuple[Row, Row]]) -> str:
    return f"安排{len(rows)}个节点"


def milestones_changed(rows: list[tuple[Row, Row]]) -> str:
    """What was done to many milestones in one go."""
    verbs = {
        "baseline_on": "定{}个节点的基线日期",
        "forecast_on": "改{}个节点的预计日期",
        "reached_on": "登记{}个节点到达",
    }
    counts = {name: sum(before.get(name) != after.get(name) for before, after in rows) for name in verbs}
    told = [verb.format(counts[name]) for name, verb in verbs.items() if counts[name]]
    return "；".join(told) or f"补{len(rows)}个节点的依据"


def reported(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    week = Week(date.fromisoformat(after["week_start"]))
    verb = "改报" if before else "补报" if after.get("late") else "报送"
    if after["unchanged"]:
        return f"{verb}第{week.number}周：本周无变化", ""
    was = f"（原报{amount(before['invested'])}）" if before and before["invested"] != after["invested"] else ""
    following = f"下一步：{after['next_step']}" if after.get("next_step") else ""
    return f"{verb}第{week.number}周：完成{amount(after['invested'])}{was}。{after['site_progress'] or ''}", following


PHRASES: dict[tuple[str, str], Phrase] = {
    ("projects", "insert"): lambda _, after, __: (f"新建项目{text(after['name'])}，编号 {after['code']}", ""),
    ("projects", "update"): project_changed,
    ("aliases", "insert"): alias_added,
    ("aliases", "delete"): lambda before, _, __: (f"去掉别名{text(before['value'])}", ""),
    ("national_codes", "insert"): national_code_changed,
    ("national_codes", "update"): national_code_changed,
    ("developer_shares", "insert"): lambda _, after, names: (f"加项目单位{names.row(after['developer_id'])}", ""),
    ("duties", "insert"): duty_taken,
    ("duties", "update"): duty_changed,
    ("annual_entries", "insert"): listed,
    ("annual_plans", "insert"): plan_set,
    ("annual_plans", "update"): plan_set,
    ("opening_balances", "insert"): books_opened,
    ("opening_balances", "update"): books_opened,
    ("stage_entries", "insert"): stage_entered,
    ("suspensions", "insert"): suspended,
    ("resumptions", "insert"): resumed,
    ("terminations", "insert"): terminated,
    ("milestones", "insert"): lambda _, after, __: (f"安排节点{text(after['label'])}", ""),
    ("milestones", "update"): milestone_changed,
    ("updates", "insert"): reported,
    ("updates", "update"): reported,
}
TOLD_BY_ANOTHER = {("stage_entries", "update"), ("suspensions", "update"), ("stage_withdrawals", "insert")}
OTHER = {"insert": "加了一条记录", "update": "改了一条记录", "delete": "删了一条记录"}


def phrase(subject: str, operation: str, before: Row, after: Row, names: Names) -> Said:
    """A change that has no phrase of its own is still said: nothing happens unseen."""
    if (subject, operation) in TOLD_BY_ANOTHER:
        return "", ""
    found = PHRASES.get((subject, operation))
    return found(before, after, names) if found else (f"{OTHER[operation]}（{subject}）", "")
