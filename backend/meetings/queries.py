from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, any_, false, or_, true
from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select, SelectOfScalar

from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role, Unit
from backend.assignments.models import Assignment, AssignmentStanding
from backend.meetings.models import AgendaItem, AgendaSection, MeetingDecision, MeetingState, MeetingStep, ReviewMeeting

MOST_LEFT_OVER = 60
NEWEST_FIRST = (col(ReviewMeeting.held_on).desc(), col(ReviewMeeting.year).desc(), col(ReviewMeeting.number).desc())


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The same as `policy.may_see`, of many."""
    if actor.sees_all:
        return true()
    if not actor.is_person or actor.role is Role.READER:
        return false()
    found = [col(ReviewMeeting.chair_id) == actor.id, any_(col(ReviewMeeting.account_ids)) == actor.id]
    if actor.unit_id:
        found.append(any_(col(ReviewMeeting.unit_ids)) == actor.unit_id)
    return or_(*found)


def those(actor: Actor) -> SelectOfScalar[ReviewMeeting]:
    """All that the actor may see, the newest first."""
    query = select(ReviewMeeting).where(visible_to(actor)).options(joinedload(ReviewMeeting.chair))
    return query.order_by(*NEWEST_FIRST)


async def one(session: AsyncSession, actor: Actor, code: str) -> ReviewMeeting | None:
    year, _, number = code.partition("-")
    if not (year.isdecimal() and number.isdecimal() and len(code) < 10):
        return None
    query = those(actor).where(ReviewMeeting.year == int(year), ReviewMeeting.number == int(number))
    return (await session.exec(query)).one_or_none()


async def before(session: AsyncSession, meeting: ReviewMeeting) -> ReviewMeeting | None:
    """The last one that was closed when this one was to be held."""
    query = select(ReviewMeeting).where(
        ReviewMeeting.id != meeting.id,
        ReviewMeeting.state == MeetingState.CLOSED,
        ReviewMeeting.held_on <= meeting.held_on,
    )
    return (await session.exec(query.order_by(*NEWEST_FIRST).limit(1))).first()


async def agenda(session: AsyncSession, meeting: ReviewMeeting) -> list[AgendaItem]:
    """In the order of the agenda."""
    items = await session.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id))
    return sorted(items, key=lambda item: (tuple(AgendaSection).index(item.part), item.position, str(item.id)))


@dataclass(frozen=True)
class Decided:
    """What was decided, with what became of it."""

    decision: MeetingDecision
    assignment: Assignment


async def decisions(session: AsyncSession, meeting: ReviewMeeting) -> list[Decided]:
    query = _decided().where(MeetingDecision.meeting_id == meeting.id).order_by(col(MeetingDecision.number))
    return [Decided(*row) for row in (await session.exec(query)).all()]


async def left_over(session: AsyncSession, last: ReviewMeeting) -> list[Decided]:
    """What was decided in meetings before that one and is still open, what is due first coming first."""
    ended = select(ReviewMeeting.id).where(ReviewMeeting.id != last.id, ReviewMeeting.state == MeetingState.CLOSED)
    ended = ended.where(ReviewMeeting.held_on <= last.held_on)
    query = _decided().where(col(MeetingDecision.meeting_id).in_(ended), Assignment.standing == AssignmentStanding.OPEN)
    query = query.order_by(col(Assignment.due_on), col(Assignment.id)).limit(MOST_LEFT_OVER)
    return [Decided(*row) for row in (await session.exec(query)).all()]


def _decided() -> Select[MeetingDecision, Assignment]:
    whole = (joinedload(Assignment.unit), joinedload(Assignment.account), joinedload(Assignment.project))
    query = select(MeetingDecision, Assignment).join(Assignment, col(Assignment.id) == MeetingDecision.assignment_id)
    return query.options(*whole)


async def steps(session: AsyncSession, meeting: ReviewMeeting) -> Sequence[MeetingStep]:
    query = select(MeetingStep).where(MeetingStep.meeting_id == meeting.id).order_by(col(MeetingStep.made_at))
    return (await session.exec(query.options(joinedload(MeetingStep.made_by)))).all()


async def who(session: AsyncSession, meeting: ReviewMeeting) -> tuple[list[Unit], list[Account]]:
    """Units by their codes, people by their names."""
    units = select(Unit).where(col(Unit.id).in_(meeting.unit_ids)).order_by(col(Unit.code))
    people = select(Account).where(col(Account.id).in_(meeting.account_ids)).order_by(col(Account.name))
    return list(await session.exec(units)), list(await session.exec(people))


async def units_of(session: AsyncSession, codes: Iterable[str]) -> dict[str, Unit]:
    return {unit.code: unit for unit in await session.exec(select(Unit).where(col(Unit.code).in_(list(codes))))}


async def people_of(session: AsyncSession, names: Iterable[str]) -> dict[str, Account]:
    query = select(Account).where(col(Account.name).in_(list(names)), col(Account.disabled_at).is_(None))
    return {account.name: account for account in await session.exec(query)}


async def keys_on_agenda(session: AsyncSession, meeting: ReviewMeeting) -> set[tuple[AgendaSection, UUID | None]]:
    """Which project or problem stands where, so that nothing is brought up twice."""
    return {(item.part, item.problem_id or item.project_id) for item in await agenda(session, meeting)}
