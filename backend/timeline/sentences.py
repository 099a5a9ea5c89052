"""The record of changes as sentences: who, when, what (old → new). Pure: changes and names in, events out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.feed.models import Change
from backend.projects.vocabulary import Stage
from backend.timeline.names import Names
from backend.timeline.phrases import Said, phrase
from backend.web.formats import moment

ONE_MOMENT = timedelta(seconds=2)  # what one transaction did is written within it


@dataclass(frozen=True)
class Event:
    """`who` and `what` read as one sentence."""

    at: datetime
    day: str
    who: str
    what: str
    why: str = ""


def events(changes: Sequence[Change], names: Names, this_year: int) -> list[Event]:
    """The newest first, as the changes are given."""
    told = []
    for together in moments(changes):
        for change, (what, why) in _tell(together, names):
            day = moment(change.at, year=change.at.year != this_year)
            told.append(Event(change.at, day, who(change, names), what, why))
    return told


def moments(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes that one person made in one go."""
    groups: list[list[Change]] = []
    for change in changes:
        last = groups[-1][-1] if groups else None
        same = last and (last.actor_id, last.via) == (change.actor_id, change.via)
        if last and same and abs(last.at - change.at) <= ONE_MOMENT:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def who(change: Change, names: Names) -> str:
    if change.actor_id is None:
        return "有人直接在数据库里" if change.via == "sql" else "系统"
    return names.actors.get(change.actor_id, "已不在名册的账号")


def _tell(together: list[Change], names: Names) -> list[tuple[Change, Said]]:
    planned = [each for each in together if (each.subject, each.operation) == ("milestones", "insert")]
    told: list[tuple[Change, Said]] = []
    for change in together:
        if len(planned) > 1 and change in planned:
            if change is planned[0]:
                told.append((change, (f"安排{len(planned)}个节点", "")))
            continue
        said = _withdrawal(change, together) or phrase(
            change.subject, change.operation, change.before or {}, change.after or {}, names
        )
        if said[0]:
            told.append((change, said))
    return told


def _withdrawal(change: Change, together: list[Change]) -> Said | None:
    """An entry taken back: its reason stands in a row of its own, written in the same moment."""
    before, after = change.before or {}, change.after or {}
    withdrawal = after.get("withdrawal_id")
    if change.subject != "stage_entries" or not withdrawal or before.get("withdrawal_id") == withdrawal:
        return None
    rows = (each.after or {} for each in together if each.subject == "stage_withdrawals")
    reason = next((row["reason"] for row in rows if row.get("id") == withdrawal), "待填报")
    return f"撤回{Stage(after['stage']).label}", f"原因：{reason}"
