"""One change of one row in words, without its subject. Pure: a table from (subject, operation) to a phrase."""

from collections.abc import Callable
from datetime import date
from typing import Any

from backend.assignments.models import Source, StepKind
from backend.projects.field_labels import LABELS
from backend.projects.vocabulary import AliasKind, Cause, DutyKind, Scheme, Stage
from backend.timeline import phrases_dates as dates
from backend.timeline import phrases_lights as lights
from backend.timeline import phrases_money as money
from backend.timeline import phrases_problems as problems
from backend.timeline import phrases_supervision as supervision
from backend.timeline.names import Names
from backend.timeline.values import amount, day, of_project, text
from backend.updates.models import ReviewVerdict
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
    skipped = f"前一阶段没有记录，{after['skip_reason']}" if after.get("skip_reason") else ""
    when = day(after.get("occurred_on")) if after.get("occurred_on") else f"日期{day(None)}"
    return f"登记{Stage(after['stage']).label}（{when}，{batch}）", "；".join(filter(None, (why, skipped)))


def suspended(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return f"登记停工缓建：{Cause(after['cause']).label}，自{day(after['since'])}", after.get("note") or ""


def resumed(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return f"登记复工，自{day(after['resumed_on'])}", after.get("note") or ""


def terminated(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return f"登记终止，{day(after['ended_on'])}", f"原因：{after['reason']}"


def reported(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    week = Week(date.fromisoformat(after["week_start"]))
    verb = "改报" if before else "补报" if after.get("late") else "报送"
    if after["unchanged"]:
        why = f"原因：{after['unchanged_reason']}" if after.get("unchanged_reason") else ""
        return f"{verb}第{week.number}周：本周无变化", why
    was = f"（原报{amount(before['invested'])}）" if before and before["invested"] != after["invested"] else ""
    following = f"下一步：{after['next_step']}" if after.get("next_step") else ""
    return f"{verb}第{week.number}周：完成{amount(after['invested'])}{was}。{after['site_progress'] or ''}", following


def photo_hung(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    week = Week(date.fromisoformat(after["week_start"]))
    return f"加第{week.number}周的照片{text(after['caption']) if after.get('caption') else '1张'}", ""


def said_otherwise(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    week = Week(date.fromisoformat(after["week_start"]))
    if after.get("merged_words"):
        return f"报第{week.number}周时别人已有报送，两份合并", after["merged_words"]
    return f"另报了一份第{week.number}周，那一周已有报送，没有采用，两份都留着", ""


def reviewed(_: Row, after: Row, names: Names) -> Said:
    verb = "退回" if after["verdict"] == ReviewVerdict.RETURNED else "审阅"
    return f"{verb}{names.row(after['update_id'])}的报送", after.get("reason") or ""


def assigned(_: Row, after: Row, names: Names) -> Said:
    return f"{Source(after['source']).label}：请{names.row(after['unit_id'])}在{day(after['due_on'])}前办", after[
        "what"
    ]


def said_of_assignment(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return f"{StepKind(after['kind']).label}（交办）", after["said"]


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
    ("milestones", "update"): dates.milestone_changed,
    ("baseline_plans", "insert"): dates.plan_agreed,
    ("forecasts", "insert"): dates.forecast_made,
    ("arrivals", "insert"): dates.arrived,
    ("stored_files", "insert"): lambda _, after, __: (f"上传文件{text(after['name'])}", ""),
    ("investment_changes", "insert"): dates.investment_changed,
    ("lights", "insert"): lights.lit,
    ("overrides", "insert"): lights.overridden,
    ("override_ends", "insert"): lights.override_ended,
    ("updates", "insert"): reported,
    ("updates", "update"): reported,
    ("photos", "insert"): photo_hung,
    ("other_texts", "insert"): said_otherwise,
    ("update_reviews", "insert"): reviewed,
    ("assignments", "insert"): assigned,
    ("assignment_steps", "insert"): said_of_assignment,
    ("agenda_items", "insert"): lambda _, after, __: ("列入调度会议程", after.get("words") or ""),
    ("agenda_items", "delete"): lambda before, _, __: ("从调度会议程里去掉", before.get("words") or ""),
    **money.PHRASES,
    **problems.PHRASES,
    **supervision.PHRASES,
}
TOLD_BY_ANOTHER = {
    ("assignments", "update"),
    ("meeting_decisions", "insert"),
    ("stage_entries", "update"),
    ("suspensions", "update"),
    ("stage_withdrawals", "insert"),
    ("arrivals", "update"),
    ("arrival_withdrawals", "insert"),
    ("baselines", "insert"),
    ("overrides", "update"),
}
OTHER = {"insert": "加了一条", "update": "改了一条", "delete": "删了一条"}
TABLES = {
    "corrections": "投资更正",
    "fund_arrivals": "到位资金",
    "results": "产出",
    "stored_files": "文件",
}


def phrase(subject: str, operation: str, before: Row, after: Row, names: Names) -> Said:
    """A change that has no phrase of its own is still said: nothing happens unseen."""
    if (subject, operation) in TOLD_BY_ANOTHER:
        return "", ""
    found = PHRASES.get((subject, operation))
    return found(before, after, names) if found else (OTHER[operation] + TABLES.get(subject, f"记录（{subject}）"), "")
