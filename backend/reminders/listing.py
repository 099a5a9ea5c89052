"""The list of who did not report, by responsible unit: with what follows next (责任单位, 包联领导)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.clock import now
from backend.labels import Labelled
from backend.projects.vocabulary import DutyKind
from backend.reminders.missing import Owing, owing
from backend.reminders.moments import lists_at
from backend.reminders.recipients import CLIMBS_AFTER, concerned
from backend.weeks import Week

WITHOUT = ("", "没有责任单位")


class Step(Labelled):
    """How far a missing update has climbed."""

    OPEN = "open", "尚未截止"
    GRACE = "grace", "宽限中"
    UNIT = "unit", "责任单位"
    SPONSOR = "sponsor", "包联领导"


@dataclass(frozen=True)
class Line:
    owing: Owing
    units: Sequence[tuple[str, str]]
    """Code and name of the responsible units."""
    officers: Sequence[Account]
    step: Step


@dataclass
class Group:
    """One responsible unit, with how many it owed."""

    code: str
    name: str
    owed: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Unreported:
    week: Week
    owed: int
    lines: Sequence[Line]
    groups: Sequence[Group]


async def unreported(session: AsyncSession, actor: Actor, week: Week, by: datetime | None = None) -> Unreported:
    """Of the projects that the actor may see. A project of two units stands with both."""
    found = await owing(session, actor, week, by)
    who = await concerned(session, [each.project_id for each in found])
    named = {key: [(unit.code, unit.called) for unit in each.units] for key, each in who.items()}
    owed = Counter(unit for each in found for unit in named.get(each.project_id) or [WITHOUT])
    lines = [
        Line(
            each,
            named.get(each.project_id, []),
            who[each.project_id].people[DutyKind.STEWARD],
            step_of(each, week, by or now()),
        )
        for each in found
        if each.is_missing
    ]
    groups: dict[tuple[str, str], Group] = {}
    for line in lines:
        for unit in line.units or [WITHOUT]:
            groups.setdefault(unit, Group(*unit, owed[unit])).lines.append(line)
    ordered = sorted(groups.values(), key=lambda group: (-len(group.lines), group.code))
    return Unreported(week, len(found), lines, ordered)


def step_of(each: Owing, week: Week, moment: datetime) -> Step:
    """One week is the unit's, two in a row the sponsor's too; until the lists go out there is grace."""
    if moment < week.closes_at:
        return Step.OPEN
    if moment < lists_at(week):
        return Step.GRACE
    return Step.SPONSOR if each.weeks >= CLIMBS_AFTER else Step.UNIT
