"""Making the reminders that are due: an "ensure", like the rounds of the lights. A round and its rows commit together
under one lock, so that a worker that was away still does it, and of two workers only one does."""

from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import the_house
from backend.accounts.models import Account
from backend.clock import BEIJING, now
from backend.config import settings
from backend.outgoing import Channel, Message, is_ready, post
from backend.reminders import wording
from backend.reminders.missing import Owing, owing
from backend.reminders.models import Reminder, ReminderKind, ReminderOff, ReminderRound, Way
from backend.reminders.moments import Due, due, outside_quiet_hours
from backend.reminders.recipients import Item, by_person
from backend.weeks import Week

ONE_WORKER = text("SELECT pg_try_advisory_xact_lock(7319)")
HOUSE = the_house("worker")


async def ensure() -> int:
    """Remind of all that is due and was not told yet. How many reminders were made."""
    made = 0
    for each in due(now()):
        async with db.begin(via="worker") as session:
            if (await db.sql(session, ONE_WORKER)).scalar_one():
                made += await hold(session, each)
    return made


async def hold(session: AsyncSession, due: Due) -> int:
    """One round, in the transaction given, unless it was held before."""
    if await session.get(ReminderRound, (due.week.start, due.at)):
        return 0
    missing = [each for each in await owing(session, HOUSE, due.week) if each.is_missing]
    made = 0
    for kind in due.kinds:
        made += await _remind(session, kind, due.week, missing)
    await _tell_group(session, due, missing)
    session.add(ReminderRound(week_start=due.week.start, due=due.at))
    await session.flush()
    return made


async def _remind(session: AsyncSession, kind: ReminderKind, week: Week, missing: list[Owing]) -> int:
    """Nobody twice, also when the calendar was edited meanwhile and the round is another."""
    day = now().astimezone(BEIJING).date()
    of = (Reminder.week_start == week.start, Reminder.kind == kind)
    known = set((await session.exec(select(Reminder.account_id).where(*of))).all())
    off = {(row.account_id, row.way) for row in await session.exec(select(ReminderOff).where(ReminderOff.kind == kind))}
    told = [found for found in (await by_person(session, kind, missing, day)).items() if found[0].id not in known]
    for account, items in told:
        row = _row(kind, week, account, items, here=(account.id, Way.HERE) not in off)
        if (account.id, Way.MAIL) not in off:
            await mail_to(session, row, account, week)
        session.add(row)
    await session.flush()
    return len(told)


def _row(kind: ReminderKind, week: Week, account: Account, items: list[Item], *, here: bool) -> Reminder:
    return Reminder(
        account_id=account.id,
        kind=kind,
        week_start=week.start,
        title=wording.title(kind, week, len(items)),
        items=[
            {
                "code": each.owing.code,
                "name": each.owing.name,
                "weeks": each.owing.weeks - (kind is ReminderKind.OWED),
                "instead_of": each.instead_of,
            }
            for each in items
        ],
        here=here,
    )


async def mail_to(session: AsyncSession, row: Reminder, account: Account, week: Week) -> None:
    if not account.email or not goes_by(Channel.MAIL):
        return
    mail = Message(
        Channel.MAIL,
        row.title,
        wording.mail(row.title, row.kind, week, row.items),
        row.kind.label,
        to=account.email,
        key="-".join(filter(None, ("reminder", row.kind, week.label, row.occasion, str(account.id)))),
        not_before=outside_quiet_hours(now()),
    )
    row.mail_id = (await post(session, mail)).id


async def _tell_group(session: AsyncSession, due: Due, missing: list[Owing]) -> None:
    if not missing or not goes_by(Channel.ROBOT):
        return
    kind = due.kinds[0]
    subject, said = wording.group(kind, due.week, [each.name for each in missing])
    key = f"reminder-{kind}-{due.week.label}-group"
    await post(
        session,
        Message(Channel.ROBOT, subject, said, kind.label, key=key, not_before=outside_quiet_hours(now())),
    )


def goes_by(channel: Channel) -> bool:
    return channel in settings.remind_by and is_ready(channel)
