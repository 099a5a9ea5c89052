"""The record of changes as sentences: who, when, what (old → new). Pure: changes and names in, events out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.feed.models import Change
from backend.projects.vocabulary import Stage
from backend.timeline import phrases_dates as dates
from backend.timeline import phrases_money as money
from backend.timeline.names import Names
from backend.timeline.phrases import Said, phrase
from backend.web.formats import moment

ONE_MOMENT = timedelta(seconds=2)  # what one transaction did is written within it


MANY = 3  # so many milestones are told one by one; more are summed up
SUMS: dict[tuple[str, str], tuple[Callable[[dates.Rows, Names], str], int]] = {
    ("milestones", "insert"): (dates.milestones_planned, 1),
    ("milestones", "update"): (dates.milestones_changed, MANY),
    ("forecasts", "insert"): (dates.forecasts_made, 1),
    ("arrivals", "insert"): (dates.many_arrived, MANY),
    **money.SUMS,
}
WITHDRAWALS = {"stage_entries": "stage_withdrawals", "arrivals": "arrival_withdrawals"}


@dataclass(frozen=True)
class Event:
    """`who` and `what` read as one sentence; `parts` are the single deeds that it sums up."""

    at: datetime
    day: str
    who: str
    what: str
    why: str = ""
    parts: tuple[str, ...] = ()


def events(changes: Sequence[Change], names: Names, this_year: int) -> list[Event]:
    """The newest first, as the changes are given."""
    told = []
    for together in moments(changes):
        for change, (what, why), parts in _tell(together, names):
            day = moment(change.at, year=change.at.year != this_year)
            told.append(Event(change.at, day, who(change, names), what, why, parts))
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
    if change.subject == "lights":
        return "灯号"  # it follows from what somebody did, and is nobody's deed
    if change.actor_id is None:
        return "有人直接在数据库里" if change.via == "sql" else "系统"
    return names.actors.get(change.actor_id, "已不在名册的账号")


def _tell(together: list[Change], names: Names) -> Iterator[tuple[Change, Said, tuple[str, ...]]]:
    summed_up: list[Change] = []
    for kind, (sums_up, most) in SUMS.items():
        found = [each for each in together if (each.subject, each.operation) == kind]
        if len(found) > most:
            rows = [(each.before or {}, each.after or {}) for each in found]
            if what := sums_up(rows, names):
                own = next((each for each in found if not (each.after or {}).get("follows_id")), found[0])
                yield own, (what, _said(own, names)[1]), tuple(_said(each, names)[0] for each in found)
            summed_up += found
    summed_up += [each for each in together if each.subject == "stored_files" and _hangs(each, together)]
    summed_up += [each for each in together if each.subject == "problem_dispatches" and _came_with(each, together)]
    for change in together:
        said = ("", "") if change in summed_up else _withdrawal(change, together, names) or _said(change, names)
        if said[0]:
            yield change, said, ()


def _said(change: Change, names: Names) -> Said:
    return phrase(change.subject, change.operation, change.before or {}, change.after or {}, names)


def _hangs(file: Change, together: list[Change]) -> bool:
    """Whether the file is one of the two sizes of a photo, which is told itself."""
    key = (file.after or {}).get("id")
    photos = [each.after or {} for each in together if each.subject == "photos"]
    return any(key in (each.get("file_id"), each.get("thumbnail_id")) for each in photos)


def _came_with(dispatch: Change, together: list[Change]) -> bool:
    """Whether it is the one that a problem is raised with."""
    raised = {each.subject_id for each in together if each.subject == "problems"}
    return str((dispatch.after or {}).get("problem_id")) in map(str, raised)


def _withdrawal(change: Change, together: list[Change], names: Names) -> Said | None:
    """An entry taken back: its reason stands in a row of its own, written in the same moment."""
    before, after = change.before or {}, change.after or {}
    withdrawal = after.get("withdrawal_id")
    if change.subject not in WITHDRAWALS or not withdrawal or before.get("withdrawal_id") == withdrawal:
        return None
    rows = (each.after or {} for each in together if each.subject == WITHDRAWALS[change.subject])
    reason = next((row["reason"] for row in rows if row.get("id") == withdrawal), "待填报")
    stage = after.get("stage")
    what = Stage(stage).label if stage else f"“{names.row(after['milestone_id'])}”的到达"
    return f"撤回{what}", f"原因：{reason}"
