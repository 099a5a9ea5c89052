"""What happened to a project's problems, in words. Pure."""

from typing import Any

from backend.problems.vocabulary import NoteKind, Rung
from backend.timeline.names import Names
from backend.timeline.values import day, text

Row = dict[str, Any]
Said = tuple[str, str]


def raised(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001  one shape for all phrases
    return f"报第{after['number']}号问题{text(after['what'])}", ""


def dispatched(_: Row, after: Row, names: Names) -> Said:
    unit = f"给{names.row(after['lead_unit_id'])}" if after.get("lead_unit_id") else "，牵头单位待填报"
    return f"把{_problem(after, names)}交办{unit}，{day(after['due_on'])}前办结", after.get("why") or ""


def noted(_: Row, after: Row, names: Names) -> Said:
    return f"给{_problem(after, names)}提交{NoteKind(after['kind']).label}", after["says"]


def asked(_: Row, after: Row, names: Names) -> Said:
    return f"说{_problem(after, names)}已于{day(after['resolved_on'])}办结，申请销号", after["resolution"]


def sent_back(_: Row, after: Row, names: Names) -> Said:
    return f"退回{_problem(after, names)}的销号申请", f"原因：{after['reason']}"


def closed(_: Row, after: Row, names: Names) -> Said:
    return f"给{_problem(after, names)}销号", after.get("remark") or ""


def withdrawn(_: Row, after: Row, names: Names) -> Said:
    return f"撤回{_problem(after, names)}", f"原因：{after['reason']}"


def climbed(_: Row, after: Row, names: Names) -> Said:
    return f"把{_problem(after, names)}上报{Rung(after['rung']).label}", f"期限是{day(after['due_on'])}，超期没有办结"


def _problem(row: Row, names: Names) -> str:
    return names.row(row["problem_id"])


PHRASES = {
    ("problems", "insert"): raised,
    ("problem_dispatches", "insert"): dispatched,
    ("problem_notes", "insert"): noted,
    ("closure_requests", "insert"): asked,
    ("send_backs", "insert"): sent_back,
    ("closures", "insert"): closed,
    ("problem_withdrawals", "insert"): withdrawn,
    ("escalations", "insert"): climbed,
}
