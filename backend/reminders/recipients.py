"""Whom a missing update concerns: the officers, the heads of the responsible unit, the sponsors."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account, Role, Unit
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from backend.reminders.missing import Owing
from backend.reminders.models import ReminderKind
from backend.reminders.standing_in import Absences, absences

TOLD_OF = (DutyKind.RESPONSIBLE, DutyKind.STEWARD, DutyKind.OWNER, DutyKind.SPONSOR)
CLIMBS_AFTER = 2  # weeks in a row, before the sponsor hears of it


@dataclass
class Concerned:
    """Who has to do with one project now."""

    units: list[Unit] = field(default_factory=list)
    people: dict[DutyKind, list[Account]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Item:
    """A project in somebody's reminder."""

    owing: Owing
    instead_of: str | None


async def concerned(session: AsyncSession, project_ids: Iterable[UUID]) -> dict[UUID, Concerned]:
    query = select(Duty).where(col(Duty.project_id).in_(list(project_ids)), col(Duty.until).is_(None))
    query = query.where(col(Duty.kind).in_(TOLD_OF)).order_by(col(Duty.since), col(Duty.id))
    found: dict[UUID, Concerned] = defaultdict(Concerned)
    for duty in await session.exec(query.options(selectinload(Duty.unit), selectinload(Duty.account))):
        if duty.unit:
            found[duty.project_id].units.append(duty.unit)
        if duty.account:
            found[duty.project_id].people[duty.kind].append(duty.account)
    return found


async def by_person(
    session: AsyncSession, kind: ReminderKind, missing: Sequence[Owing], day: date
) -> dict[Account, list[Item]]:
    """Each who is to be told on that day, with their projects. Who stands in for somebody gets that one's as well."""
    of = await concerned(session, [each.project_id for each in missing])
    away = await absences(session, day)
    heads = await heads_of_units(session) if kind is ReminderKind.UNIT else {}
    told: dict[UUID, Account] = {}
    items: dict[UUID, list[Item]] = defaultdict(list)
    for each in missing:
        for one in away.present(_accounts(kind, each, of[each.project_id], heads, away)):
            told[one.account.id] = one.account
            if all(item.owing is not each for item in items[one.account.id]):
                items[one.account.id].append(Item(each, one.instead_of))
    return {told[key]: items[key] for key in sorted(told)}


def _accounts(
    kind: ReminderKind, each: Owing, who: Concerned, heads: dict[UUID, list[Account]], away: Absences
) -> Sequence[Account]:
    match kind:
        case ReminderKind.OWED:
            officers = who.people[DutyKind.STEWARD]
            return officers if away.present(officers) else who.people[DutyKind.OWNER]
        case ReminderKind.UNIT:
            return [head for unit in who.units for head in heads.get(unit.id, ())]
        case ReminderKind.SPONSOR if each.weeks >= CLIMBS_AFTER:
            return who.people[DutyKind.SPONSOR]
    return ()


async def heads_of_units(session: AsyncSession) -> dict[UUID, list[Account]]:
    """The reviewers of each unit: its heads."""
    query = select(Account).where(Account.role == Role.REVIEWER, col(Account.unit_id).is_not(None))
    found: dict[UUID, list[Account]] = defaultdict(list)
    for account in await session.exec(query.order_by(col(Account.name))):
        assert account.unit_id
        found[account.unit_id].append(account)
    return found
