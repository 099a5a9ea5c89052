"""What happened to the orders (督办单) of a project, in words. Pure."""

from typing import Any

from backend.supervision.parts import called
from backend.supervision.vocabulary import Outcome, SupervisionLevel
from backend.timeline.names import Names
from backend.timeline.values import day

Row = dict[str, Any]
Said = tuple[str, str]


def ordered(_: Row, after: Row, names: Names) -> Said:
    number = called(after["year"], after["number"])
    level, unit = SupervisionLevel(after["level"]).label, names.row(after["unit_id"])
    return f"开{number}（{level}），请{unit}在{day(after['due_on'])}前办结", after["matter"]


def answered(_: Row, after: Row, names: Names) -> Said:
    until = f"，打算{day(after['settle_on'])}办结" if after.get("settle_on") else ""
    return f"答复{_order(after, names)}{until}", after["says"]


def checked(_: Row, after: Row, names: Names) -> Said:
    return f"核查{_order(after, names)}（{day(after['checked_on'])}）", after["finding"]


def closed(_: Row, after: Row, names: Names) -> Said:
    return f"给{_order(after, names)}{Outcome(after['outcome']).label}", after["remark"]


def _order(row: Row, names: Names) -> str:
    return names.row(row["supervision_id"])


PHRASES = {
    ("supervisions", "insert"): ordered,
    ("supervision_answers", "insert"): answered,
    ("supervision_checks", "insert"): checked,
    ("supervision_closures", "insert"): closed,
}
