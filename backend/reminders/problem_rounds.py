"""Reminding of problems: twice each working day all that happened since the round before, in one message a person. An
"ensure" like the reminders of owed updates; what a person switched off, quiet hours and who stands in hold here too."""

from datetime import datetime, time, timedelta

from sqlalchemy import text
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.models import Account
from backend.calendar.reading import working_calendar
from backend.clock import BEIJING, now
from backend.outgoing import Channel, Message, post
from backend.reminders import problem_matters, wording
from backend.reminders.models import ProblemReminderRound, Reminder, ReminderKind, ReminderOff, Way
from backend.reminders.moments import outside_quiet_hours
from backend.reminders.problem_matters import Event, Matter
from backend.reminders.reminding import goes_by, mail_to
from backend.weeks import Week

MORNING, AFTERNOON = time(9), time(15)  # the first after the overdue have climbed
LOOKED_BACK = timedelta(days=10)  # when nobody worked for long: what is older is no news
ONE_WORKER = text("SELECT pg_try_advisory_xact_lock(7320505)")


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
    is_first_of_day = last is None or last.astimezone(BEIJING).date() < day
    due = (day, calendar.after(day, 1)) if is_first_of_day else None
    people = await problem_matters.by_person(session, since, until, due)
    switched_off = (await session.exec(select(ReminderOff).where(ReminderOff.kind == ReminderKind.PROBLEM))).all()
    for account, matters in people.values():
        ways = set(Way) - {row.way for row in switched_off if row.account_id == account.id}
        await _remind(session, account, at, matters, ways)
    await _tell_group(session, at, [each for _, matters in people.values() for each in matters])
    session.add(ProblemReminderRound(at=at, done_at=until))
    await session.flush()
    return len(people)


async def _remind(session: AsyncSession, account: Account, at: datetime, matters: list[Matter], ways: set[Way]) -> None:
    kind, week = ReminderKind.PROBLEM, Week.of(at.astimezone(BEIJING).date())
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


async def _tell_group(session: AsyncSession, at: datetime, matters: list[Matter]) -> None:
    climbed = {each.found.part.project: each.found.part for each in matters if each.event is Event.CLIMBED}
    if not climbed or not goes_by(Channel.ROBOT):
        return
    subject, said = wording.climbed([climbed[code].project_name for code in sorted(climbed)])
    key = f"reminder-{ReminderKind.PROBLEM}-{at:%Y-%m-%d-%H}-group"
    label = ReminderKind.PROBLEM.label
    message = Message(Channel.ROBOT, subject, said, label, key=key, not_before=outside_quiet_hours(now()))
    await post(session, message)
