"""What happened to supervision orders that somebody should hear of: the unit that has to answer, and who issued them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import the_house
from backend.accounts.models import Account
from backend.db import ask
from backend.labels import Labelled
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind
from backend.reminders.recipients import concerned, heads_of_units
from backend.reminders.standing_in import Matters, by_present, keep
from backend.supervision import queries
from backend.supervision.parts import ListedSupervisionPart
from backend.supervision.queries import ACTIVE, Standing, standing
from backend.supervision.vocabulary import SupervisionState
from backend.web.formats import md

HOUSE = the_house("worker")
DAY = timedelta(days=1)
HAPPENED = text("""
    SELECT 'ordered' AS event, v.id, v.ordered_by_id AS by_id
    FROM supervisions v WHERE v.ordered_at > :since AND v.ordered_at <= :until
    UNION SELECT 'answered', a.supervision_id, a.answered_by_id
    FROM supervision_answers a WHERE a.answered_at > :since AND a.answered_at <= :until
    UNION SELECT 'checked', k.supervision_id, k.checked_by_id
    FROM supervision_checks k WHERE k.checked_at > :since AND k.checked_at <= :until
    UNION SELECT 'closed', c.supervision_id, c.closed_by_id
    FROM supervision_closures c WHERE c.closed_at > :since AND c.closed_at <= :until
""")


class Event(Labelled):
    """In the order in which a person reads of them."""

    OVERDUE = "overdue", "超期"
    UNANSWERED = "unanswered", "超期未答复"
    ORDERED = "ordered", "督办"
    DUE = "due", "快到期"
    PLAN_DUE = "plan_due", "该报方案"
    CHECKED = "checked", "核查"
    ANSWERED = "answered", "答复"
    CLOSED = "closed", "销号"


ORDER = list(Event)
TOLD_TO_BOTH = (Event.OVERDUE, Event.UNANSWERED, Event.CLOSED)


@dataclass(frozen=True)
class Days:
    """What counts as due is from `first` until `last`; what fell due since `before` is overdue for the first time."""

    before: date
    first: date
    last: date


@dataclass(frozen=True)
class Matter:
    event: Event
    found: Standing
    instead_of: str | None = None

    @property
    def item(self) -> dict[str, Any]:
        part = self.found.part
        of = {"code": part.project, "name": part.project_name, "order": str(part.id), "what": part.called}
        return of | {"told": told(self.event, part), "instead_of": self.instead_of}


def told(event: Event, part: ListedSupervisionPart) -> str:
    plan, due, unit = md(part.plan_by), md(part.due_on), part.unit_name
    return {
        Event.OVERDUE: f"{due}到期，{unit}还没有办结",
        Event.UNANSWERED: f"{plan}前要报方案，{unit}还没有答复",
        Event.ORDERED: f"{plan}前报方案，{due}前办结",
        Event.DUE: f"{due}到期",
        Event.PLAN_DUE: f"{plan}前要报方案，还没有答复",
        Event.CHECKED: f"核查：{part.checks[-1].finding if part.checks else ''}",
        Event.ANSWERED: f"{unit}已答复",
        Event.CLOSED: part.supervision_status.label,
    }[event]


async def by_person(
    session: AsyncSession, since: datetime, until: datetime, days: Days | None
) -> dict[UUID, tuple[Account, list[Matter]]]:
    """Each who is to be told, with what. Nobody is told of what they did themselves. By `days` what is due is told."""
    happened = (await ask(session, HAPPENED, since=since, until=until)).all()
    found = await _standing(session, {row.id for row in happened}, days)
    of_unit = await _of_unit(session, found)
    matters: Matters[Event] = {}
    for word, key, by_id in happened:
        if (each := found.get(key)) and _still_so(event := Event(word), each.part):
            for who in _concerned(event, each, of_unit[key]) - {by_id}:
                keep(matters, who, key, event, ORDER)
    for key, each in found.items():
        for event in _by_the_clock(each.part, days) if days else ():
            for who in _concerned(event, each, of_unit[key]):
                keep(matters, who, key, event, ORDER)
    people = await by_present(session, matters, ORDER, until.date())
    return {
        who: (account, [Matter(event, found[key], instead) for key, (event, instead) in mine.items()])
        for who, (account, mine) in people.items()
    }


def _by_the_clock(part: ListedSupervisionPart, days: Days) -> Iterator[Event]:
    if not part.is_active:
        return
    if days.before <= part.due_on < days.first:
        yield Event.OVERDUE
    elif days.first <= part.due_on <= days.last:
        yield Event.DUE
    if part.supervision_status is SupervisionState.OPEN and part.plan_by < part.due_on:
        if days.before <= part.plan_by < days.first:
            yield Event.UNANSWERED
        elif part.plan_by == days.first:
            yield Event.PLAN_DUE


def _still_so(event: Event, part: ListedSupervisionPart) -> bool:
    """Nobody is told to do what has been done meanwhile."""
    if event is Event.ORDERED:
        return part.supervision_status is SupervisionState.OPEN
    return event is Event.CLOSED or part.is_active


def _concerned(event: Event, found: Standing, of_unit: set[UUID]) -> set[UUID]:
    issuer = {found.ordered_by_id} if found.ordered_by_id else set()
    if event is Event.ANSWERED:
        return issuer
    return of_unit | issuer if event in TOLD_TO_BOTH else of_unit


async def _standing(session: AsyncSession, ids: set[UUID], days: Days | None) -> dict[UUID, Standing]:
    wanted: ColumnElement[bool] = standing.c.id.in_(list(ids))
    if days:
        due = or_(*(column.between(days.before, days.last) for column in (standing.c.plan_by, standing.c.due_on)))
        wanted = or_(wanted, due & standing.c.supervision_status.in_(ACTIVE))
    query = queries.visible_to(HOUSE).where(wanted, col(Summary.condition) != Condition.TERMINATED)
    ordered = query.order_by(standing.c.due_on, standing.c.id)
    return {each.part.id: each for each in await queries.read(session, ordered)}


async def _of_unit(session: AsyncSession, found: dict[UUID, Standing]) -> dict[UUID, set[UUID]]:
    """Heads of the unit that has it, and the project's officers who are of that unit."""
    heads = await heads_of_units(session)
    of = await concerned(session, {each.project_id for each in found.values()})
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for key, each in found.items():
        officers = [one for one in of[each.project_id].people[DutyKind.STEWARD] if one.unit_id == each.unit_id]
        people[key] = {one.id for one in [*heads.get(each.unit_id, ()), *officers]}
    return people
