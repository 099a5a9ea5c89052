"""What happened to a project's plan and to the days of its milestones, in words. Pure."""

from typing import Any

from backend.milestones.models import SlipReason
from backend.timeline.names import Names
from backend.timeline.values import day, text

Row = dict[str, Any]
Said = tuple[str, str]
Rows = list[tuple[Row, Row]]


def milestone_changed(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001  one shape for all phrases
    """Only the draft of the plan is a column; a draft that was agreed is told by the agreement."""
    drafted = after.get("planned_on")
    if not drafted or drafted == before.get("planned_on"):
        return "", ""
    return f"把{text(after['label'])}的计划日期拟为{day(drafted)}", ""


def milestones_planned(rows: Rows, names: Names) -> str:  # noqa: ARG001
    return f"安排{len(rows)}个节点"


def milestones_changed(rows: Rows, names: Names) -> str:  # noqa: ARG001
    """What was done to many milestones in one go."""
    drafted = sum(bool(after.get("planned_on")) for _, after in rows)
    return f"拟{drafted}个节点的计划日期" if drafted else ""


def plan_agreed(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    what = "商定计划，定为基线" if after["version"] == 1 else f"调整基线，为第{after['version']}版，原来的各版不变"
    approval = f"批准：{after['approval']}" if after.get("approval") else ""
    reason = f"原因：{after['reason']}" if after.get("reason") else ""
    return what, "；".join(filter(None, (approval, reason)))


def forecast_made(_: Row, after: Row, names: Names) -> Said:
    label = names.row(after["milestone_id"])
    why = [SlipReason(after["reason"]).label] if after.get("reason") else []
    why += [after["sentence"]] if after.get("sentence") else []
    return f"把“{label}”的预计日期定为{day(after['forecast_on'])}", f"原因：{'，'.join(why)}" if why else ""


def forecasts_made(rows: Rows, names: Names) -> str:
    """One that was moved, and those behind it that followed; or many that were first set."""
    own = [after for _, after in rows if not after.get("follows_id")]
    if len(own) != 1:
        return f"定{len(rows)}个节点的预计日期"
    return f"{forecast_made({}, own[0], names)[0]}，后面{len(rows) - 1}个节点跟着推迟"


def arrived(_: Row, after: Row, names: Names) -> Said:
    proofs = [after["evidence"]] if after.get("evidence") else []
    proofs += [f"文件“{names.row(after['file_id'])}”"] if after.get("file_id") else []
    proof = f"依据：{'、'.join(proofs)}" if proofs else ""
    return f"登记“{names.row(after['milestone_id'])}”到达（{day(after['reached_on'])}）", proof


def many_arrived(rows: Rows, names: Names) -> str:  # noqa: ARG001
    return f"登记{len(rows)}个节点到达"


def investment_changed(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    """The amounts are told with the project's own change; this adds why."""
    if not after.get("reason"):
        return "", ""
    return "说明总投资为什么变", "；".join(filter(None, (after["reason"], after.get("document"))))
