"""Overdue problems climb, by the working days of the official calendar: to the head of the unit, the sponsor, the
leader in charge, and into the circular. Each step is a row, once; so is who is told of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts import unit_leaders
from backend.accounts.actor import the_house
from backend.accounts.models import Account, Role
from backend.calendar.reading import working_calendar
from backend.clock import BEIJING, now, today
from backend.problems import queries, timer
from backend.problems.models import Escalation, EscalationNotice, EscalationRound
from backend.problems.queries import Standing
from backend.problems.standing import standing
from backend.problems.vocabulary import Rung, State
from backend.projects.models import Duty
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind

MORNING = time(8, 30)  # not in the quiet hours, and before the day's work
ONE_WORKER = text("SELECT pg_try_advisory_xact_lock(7305)")
HOUSE = the_house("worker")


async def ensure() -> int:
    """Look through the overdue problems once each working day, also late when nobody worked at the hour; of two
    workers one does it. How many steps there were."""
    if now().astimezone(BEIJING).time() < MORNING:
        return 0
    async with db.begin(via="worker") as session:
        if await session.get(EscalationRound, today()) or not (await db.sql(session, ONE_WORKER)).scalar_one():
            return 0
        made = await climb(session)
        session.add(EscalationRound(day=today()))
        return len(made)


async def climb(session: AsyncSession) -> list[Escalation]:
    """Every step that is due by today and was not made. A problem that waits for the office does not climb, nor does
    one of a project that has ended."""
    calendar = await working_calendar(session)
    if not calendar.is_working(today()):
        return []
    overdue = await _overdue(session)
    known = await _made(session, overdue)
    made, told = [], []
    receivers = await _receivers(session, overdue)
    for found in overdue:
        for rung, day in timer.climbs(calendar, found.part.due_on).items():
            if day > today() or (found.part.id, found.part.due_on, rung) in known:
                continue
            step = _step(found, rung, day)
            made.append(step)
            told += [EscalationNotice(escalation_id=step.id, account_id=who) for who in receivers(found, rung)]
    session.add_all(made)
    await session.flush()
    session.add_all(told)
    await session.flush()
    return made


def _step(found: Standing, rung: Rung, day: date) -> Escalation:
    part = found.part
    return Escalation(project_id=found.project_id, problem_id=part.id, rung=rung, due_on=part.due_on, climbed_on=day)


async def _overdue(session: AsyncSession) -> list[Standing]:
    late = standing.c.due_on < today(), standing.c.problem_status == State.OPEN.value
    query = queries.visible_to(HOUSE).where(*late, col(Summary.condition) != Condition.TERMINATED)
    return await queries.read(session, query.order_by(standing.c.due_on, standing.c.id))


async def _made(session: AsyncSession, overdue: Sequence[Standing]) -> set[tuple[UUID, date, Rung]]:
    query = select(Escalation).where(col(Escalation.problem_id).in_([found.part.id for found in overdue]))
    return {(each.problem_id, each.due_on, each.rung) for each in await session.exec(query)}


@dataclass(frozen=True)
class _Receivers:
    """Who is told: heads of the unit that has it, sponsors of the project, the leader in charge of the unit; where
    none is named, the office, which brings it before one. What is in the circular is told to nobody by itself."""

    heads: dict[UUID, list[UUID]]
    sponsors: dict[UUID, list[UUID]]
    leaders: dict[UUID, UUID]
    office: list[UUID]

    def __call__(self, found: Standing, rung: Rung) -> Iterable[UUID]:
        match rung:
            case Rung.UNIT_HEAD:
                return self.heads.get(found.lead_unit_id, []) if found.lead_unit_id else []
            case Rung.SPONSOR:
                return self.sponsors.get(found.project_id, [])
            case Rung.LEADER:
                leader = self.leaders.get(found.lead_unit_id) if found.lead_unit_id else None
                return [leader] if leader else self.office
        return []


async def _receivers(session: AsyncSession, overdue: Sequence[Standing]) -> _Receivers:
    people = select(Account).where(
        col(Account.disabled_at).is_(None), col(Account.role).in_((Role.REVIEWER, Role.OFFICE))
    )
    heads: dict[UUID, list[UUID]] = defaultdict(list)
    office = []
    for account in await session.exec(people.order_by(col(Account.name))):
        if account.role is Role.OFFICE:
            office.append(account.id)
        elif account.unit_id:
            heads[account.unit_id].append(account.id)
    held = (
        select(Duty)
        .join(Account, col(Account.id) == Duty.account_id)
        .where(
            col(Duty.project_id).in_([found.project_id for found in overdue]),
            Duty.kind == DutyKind.SPONSOR,
            col(Duty.until).is_(None),
            col(Account.disabled_at).is_(None),
        )
    )
    sponsors: dict[UUID, list[UUID]] = defaultdict(list)
    for duty in await session.exec(held.order_by(col(Duty.since), col(Duty.id))):
        if duty.account_id and duty.account_id not in sponsors[duty.project_id]:
            sponsors[duty.project_id].append(duty.account_id)
    in_charge = await unit_leaders.in_charge(session, {each.lead_unit_id for each in overdue if each.lead_unit_id})
    leaders = {unit: each.account_id for unit, each in in_charge.items() if each.account.disabled_at is None}
    return _Receivers(heads, sponsors, leaders, office)
