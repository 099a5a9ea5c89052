"""Review meetings (调度会): called by the office, gone through in the room, ended once."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role
from backend.clock import today
from backend.errors import Conflict, Invalid, NotFound, require
from backend.ids import uuid7
from backend.meetings import policy, queries
from backend.meetings.models import ReviewMeeting
from backend.meetings.schemas import MeetingIn

CHAIRS = (Role.LEADER, Role.OFFICE, Role.ADMINISTRATOR)
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7311)")


async def get(session: AsyncSession, actor: Actor, code: str) -> ReviewMeeting:
    if found := await queries.one(session, actor, code):
        return found
    raise NotFound(f"没有编号为 {code[:20]} 的调度会，或您不参加这次会")


async def for_keeping(session: AsyncSession, actor: Actor, code: str) -> ReviewMeeting:
    """The meeting, for those who keep it; until the transaction ends nobody else does anything about it."""
    meeting = await get(session, actor, code)
    require(policy.may_keep(actor), policy.NOT_YOURS)
    await session.refresh(meeting, ["state"], with_for_update=True)
    return meeting


def require_keeper(actor: Actor) -> None:
    require(policy.may_keep(actor), policy.NOT_YOURS)


async def call(session: AsyncSession, actor: Actor, given: MeetingIn) -> ReviewMeeting:
    """召集: the next number of the year. Sent again under the same id it is the same meeting."""
    require_keeper(actor)
    if existing := await session.get(ReviewMeeting, given.id) if given.id else None:
        if (existing.held_on, existing.place) != (given.held_on, given.place):
            raise Conflict("这个 id 已经用在另一次调度会上，请换一个 id")
        return await get(session, actor, existing.code)
    chair, units, people = await _who(session, given)
    await db.sql(session, ONE_AT_A_TIME)
    year = given.held_on.year
    count = select(func.coalesce(func.max(ReviewMeeting.number), 0)).where(col(ReviewMeeting.year) == year)
    meeting = ReviewMeeting(
        id=given.id or uuid7(),
        year=year,
        number=(await session.exec(count)).one() + 1,
        held_on=given.held_on,
        place=given.place,
        chair_id=chair.id,
        unit_ids=units,
        account_ids=people,
        called_by_id=actor.person_id,
    )
    session.add(meeting)
    await session.flush()
    return await get(session, actor, meeting.code)


async def change(session: AsyncSession, actor: Actor, code: str, given: MeetingIn) -> ReviewMeeting:
    """Another day, place or chair, or others who take part, as long as it is being prepared. Its number stays."""
    meeting = await for_keeping(session, actor, code)
    if refused := policy.why_not_prepare(meeting):
        raise Conflict(refused)
    if given.held_on.year != meeting.year:
        raise Invalid.field(
            "held_on", f"编号是{meeting.year}年的，请选{meeting.year}年的日期，或另外召集一次", given.held_on
        )
    chair, units, people = await _who(session, given)
    meeting.held_on, meeting.place, meeting.chair_id = given.held_on, given.place, chair.id
    meeting.unit_ids, meeting.account_ids = units, people
    await session.flush()
    return meeting


async def _who(session: AsyncSession, given: MeetingIn) -> tuple[Account, list[UUID], list[UUID]]:
    if given.held_on < today():
        raise Invalid.field("held_on", "会期不能早于今天，请改成今天或以后", given.held_on)
    people = await queries.people_of(session, [given.chair, *given.people])
    chair = people.get(given.chair)
    if chair is None or chair.role not in CHAIRS:
        raise Invalid.field("chair", f"没有可以主持的账号 {given.chair}，请从名单里选领导或项目办的人", given.chair)
    units = await queries.units_of(session, given.units)
    for code in given.units:
        if code not in units or units[code].dissolved_on:
            raise Invalid.field("units", f"没有编号为 {code[:32]} 的单位，或它已经撤销", code)
    for name in given.people:
        if name not in people:
            raise Invalid.field("people", f"没有账号 {name[:40]}，或它已经停用", name)
    return (
        chair,
        list(dict.fromkeys(units[code].id for code in given.units)),
        list(dict.fromkeys(people[name].id for name in given.people)),
    )
