"""七、下周节点 in a sentence and a table."""

from backend.briefs.data.due import Due, DueNode
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import MOST_NAMES, UNKNOWN, day, days

Cells = tuple[str, ...]


def overview(told: Due | None, year: int) -> list[str]:
    """None in a brief of before what comes was told of."""
    if told is None:
        return []
    week = f"下周（{days(told.starts_on, told.ends_on, year)}）"
    said = f"预计到达节点{figure('upcoming', len(told.nodes))}个。" if told.nodes else "没有预计到达的节点。"
    undated = f"另有{figure('upcoming.undated', told.undated)}个节点的预计日期{UNKNOWN}，没有算在内。"
    return [f"{week}{said}{undated if told.undated else ''}"]


def rows(told: Due | None) -> list[Cells]:
    """By day, whose year the sentence above has said; beyond forty the rest is counted."""
    return [_row(each) for each in told.nodes[:MOST_NAMES]] if told else []


def rest(told: Due | None) -> list[str]:
    more = len(told.nodes) - MOST_NAMES if told else 0
    return [f"其余{figure('upcoming.rest', more)}个节点见“下周节点”页。"] if more > 0 else []


def _row(each: DueNode) -> Cells:
    whom = each.waits_on
    return (
        day(each.expected_on, each.expected_on.year),
        figure(f"project.{each.code}", each.name),
        each.milestone,
        "、".join(whom.units) or UNKNOWN,
        "、".join(whom.owners) or UNKNOWN,
    )
