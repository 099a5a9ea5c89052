"""What waits on a person of weeks that have closed and that nobody reported: a line a project for who reports or
sponsors it, one line for all of them for the head of a unit and for the office."""

from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.projects.models import Duty
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import DutyKind
from backend.reminders.missing import Owing, missing_now
from backend.reminders.recipients import CLIMBS_AFTER
from backend.waiting import Waiting
from backend.weeks import WEEK, Week

MINE, UNIT, SPONSOR = "缺报", "本单位缺报", "包联项目缺报"
OFFICE = "缺报项目"
OFFICERS = (DutyKind.STEWARD, DutyKind.OWNER)


async def unreported(session: AsyncSession, actor: Actor) -> list[Waiting]:
    week = Week.last_closed()
    match actor.role:
        case Role.STEWARD:
            found = await missing_now(session, _of(col(Duty.account_id) == actor.id, OFFICERS), week)
            return [_line(MINE, each, week, f"/projects/{each.code}/update?week={week.label}") for each in found]
        case Role.LEADER:
            found = await missing_now(session, _of(col(Duty.account_id) == actor.id, (DutyKind.SPONSOR,)), week)
            late = [each for each in found if each.weeks >= CLIMBS_AFTER]
            return [_line(SPONSOR, each, week, f"/projects/{each.code}") for each in late]
        case Role.REVIEWER if actor.unit_id:
            of_unit = _of(col(Duty.unit_id) == actor.unit_id, (DutyKind.RESPONSIBLE,))
            return _sum(UNIT, await missing_now(session, of_unit, week), week)
    if actor.runs_projects and actor.sees_all:
        return _sum(OFFICE, await missing_now(session, readable(actor), week), week)
    return []


def _of(whose: Any, kinds: tuple[DutyKind, ...]) -> Any:
    held = select(Duty.project_id).where(whose, col(Duty.kind).in_(kinds), col(Duty.until).is_(None))
    return col(Summary.project_id).in_(held)


def _line(kind: str, each: Owing, week: Week, path: str) -> Waiting:
    remark = f"连续缺{each.weeks}周" if each.weeks > 1 else f"第{week.number}周没有报"
    return Waiting(kind, each.name, path, remark, since=_since(each, week))


def _sum(kind: str, found: list[Owing], week: Week) -> list[Waiting]:
    if not found:
        return []
    long = sum(each.weeks >= CLIMBS_AFTER for each in found)
    names = "、".join(each.name for each in found[:3]) + ("等" if len(found) > 3 else "")
    remark = names + (f"，其中{long}个连续两周以上" if long else "")
    title = f"第{week.number}周{len(found)}个项目没有报"
    return [Waiting(kind, title, "/unreported", remark, since=min(_since(each, week) for each in found))]


def _since(each: Owing, week: Week) -> Any:
    """When the first of the missing weeks closed."""
    return Week(week.start - (each.weeks - 1) * WEEK).closes_at
