"""Reminding of problems and supervision orders: twice each working day all that happened since the round before, in one message a person and kind. An
"ensure" like the reminders of owed updates; what a person switched off, quiet hours and who stands in hold here too."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from sqlalchemy import text
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.models import Account
from backend.calendar.reading import working_calendar
from backend.clock import BEIJING, now
from backend.outgoing import Channel, Message, post
from backend.reminders import order_matters, problem_matters, wording
from backend.reminders.models import ProblemReminderRound, Reminder, ReminderKind, ReminderOff, Way
from backend.reminders.moments import outside_quiet_hours
from backend.reminders.order_matters import Days
from backend.reminders.problem_matters import Event, Matter
from backend.reminders.reminding import goes_by, mail_to
from backend.weeks import Week

MORNING, AFTERNOON = time(9), time(15)  # the first after the overdue have climbed
LOOKED_BACK = timedelta(days=10)  # when nobody worked for long: what is older is no news
ONE_WORKER = text("SELECT pg_try_advisory_xact_lock(7320505)")


class Told(Protocol):
    """A matter, as a line of somebody's reminder."""

    @property
    def item(self) -> dict[str, Any]: ...


async def ensure() -> int:
    """The newest round that is due, unless it was held. How many people were reminded."""
    local = now().astimezone(BEIJING)
    if local.time() < MORNING:
        return 0
    at = datetime.combine(local.date(), AFTERNOON if local.time() >= AFTERNOON else MORNING, BEIJING)
    async with db.begin(via="worker") as session:
        if not (await db.sql(session, ONE_WORKER)).scalar_one():
            return 0
        return await hold(session, at)


async def hold(session: AsyncSession, at: datetime) -> int:
    """One round, in the transaction given, if that is a working day and it was not held before."""
    calendar, day = await working_calendar(session), at.astimezone(BEIJING).date()
    held = await session.get(ProblemReminderRound, at)
    if held or not calendar.is_working(day):
        return 0
    last = (await session.exec(select(func.max(ProblemReminderRound.done_at)))).one()
    until = now()
    since = max(last or until - timedelta(days=1), until - LOOKED_BACK)
    tomorrow = calendar.after(day, 1)
    is_first_of_day = last is None or last.astimezone(BEIJING).date() < day
    due = (day, tomorrow) if is_first_of_day else None
    days = Days(since.astimezone(BEIJING).date(), day, tomorrow) if is_first_of_day else None
    of_problems = await problem_matters.by_person(session, since, until, due)
    of_orders = await order_matters.by_person(session, since, until, days)
    await _remind(session, ReminderKind.PROBLEM, at, of_problems.values())
    await _remind(session, ReminderKind.SUPERVISION, at, of_orders.values())
    await _tell_group_of_problems(session, at, [each for _, matters in of_problems.values() for each in matters])
    await _tell_group_of_orders(session, at, [each for _, matters in of_orders.values() for each in matters])
    session.add(ProblemReminderRound(at=at, done_at=until))
    await session.flush()
    return len(of_problems.keys() | of_orders.keys())


async def _remind(
    session: AsyncSession, kind: ReminderKind, at: datetime, people: Iterable[tuple[Account, Sequence[Told]]]
) -> None:
    off = (await session.exec(select(ReminderOff).where(ReminderOff.kind == kind))).all()
    week = Week.of(at.astimezone(BEIJING).date())
    for account, matters in people:
        ways = set(Way) - {row.way for row in off if row.account_id == account.id}
        row = Reminder(
            account_id=account.id,
            kind=kind,
            week_start=week.start,
            occasion=f"{at.astimezone(BEIJING):%m-%d %H}",
            title=wording.title(kind, week, len(matters)),
            items=[each.item for each in matters],
            here=Way.HERE in ways,
        )
        if Way.MAIL in ways:
            await mail_to(session, row, account, week)
        session.add(row)


async def _tell_group_of_problems(session: AsyncSession, at: datetime, matters: list[Matter]) -> None:
    climbed = {each.found.part.project: each.found.part for each in matters if each.event is Event.CLIMBED}
    if climbed:
        said = wording.climbed([climbed[code].project_name for code in sorted(climbed)])
        await _tell_group(session, ReminderKind.PROBLEM, at, said)


async def _tell_group_of_orders(session: AsyncSession, at: datetime, matters: list[order_matters.Matter]) -> None:
    new = [each.found.part for each in matters if each.event is order_matters.Event.ORDERED]
    if new:
        names = {each.project: each.project_name for each in new}
        units = {each.unit: each.unit_name for each in new}
        said = wording.ordered([names[code] for code in sorted(names)], [units[code] for code in sorted(units)])
        await _tell_group(session, ReminderKind.SUPERVISION, at, said)


async def _tell_group(session: AsyncSession, kind: ReminderKind, at: datetime, told: tuple[str, str]) -> None:
    if goes_by(Channel.ROBOT):
        subject, said = told
        key = f"reminder-{kind}-{at:%Y-%m-%d-%H}-group"
        message = Message(Channel.ROBOT, subject, said, kind.label, key=key, not_before=outside_quiet_hours(now()))
        await post(session, message)
