"""The reminders of a made-up history, at their own moments, and an officer who is away when it ends."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import BEIJING, now
from backend.outgoing import Channel, OutgoingMessage, Sending
from backend.reminders import leaves, problem_rounds, reminding
from backend.reminders.models import Reminder, ReminderKind
from backend.reminders.moments import LISTS, Due, lists_at, owed_at
from backend.reminders.problem_rounds import MORNING
from backend.reminders.schemas import LeaveIn
from backend.weeks import WEEK, Week
from seed.demo.span import Span, last_working_day
from seed.demo.turns import HOUSE, OFFICE, Act, Turn

LAST_DAYS = 3
"""On whose mornings people are reminded of problems: of those before nobody has kept any."""
AWAY, STANDS_IN, FOR = "steward-3", "reviewer-2", timedelta(days=9)


def turns(span: Span) -> Iterator[Turn]:
    """The lists of the last week go out after the history ends: the worker makes them."""
    for week in span.weeks:
        yield Turn(owed_at(week), "", HOUSE, _hold(week, (ReminderKind.OWED,), owed_at(week)))
        if lists_at(week) < span.last.closes_at:
            yield Turn(lists_at(week), "", HOUSE, _hold(week, LISTS, lists_at(week)))
    for before in range(LAST_DAYS):
        nine = datetime.combine(last_working_day(span.end - timedelta(days=before)), MORNING, BEIJING)
        yield Turn(nine, "", HOUSE, _of_problems(nine))
    day = span.end
    given = LeaveIn(account=AWAY, since=day, until=day + FOR, stand_in=STANDS_IN)
    moment = datetime.combine(day, time(8, 40), BEIJING)
    yield Turn(moment, "", OFFICE, lambda session, actor: leaves.enter(session, actor, given))
    yield Turn(owed_at(span.last) + timedelta(minutes=1), "", HOUSE, _letters(span.last))


def _letters(week: Week) -> Act:
    """What would have left a house in which mail and a robot are set up: nothing did, and the address is nobody's."""
    said: dict[str, Any] = {"text": "演示数据，没有真的发出", "why": ReminderKind.OWED.label, "tries": 1}
    subject = f"（演示数据）第{week.number}周还有项目待报"

    async def write(session: AsyncSession, _: Actor) -> None:
        sent: dict[str, Any] = {"state": Sending.SENT, "sent_at": now(), "subject": subject, **said}
        session.add(OutgoingMessage(channel=Channel.MAIL, to="officer@example.cn", **sent))
        session.add(OutgoingMessage(channel=Channel.ROBOT, to=Channel.ROBOT.label, **sent))
        lost = sent | {
            "state": Sending.FAILED,
            "sent_at": None,
            "last_error": "邮件服务器不收这个地址：550 没有这个信箱",
        }
        session.add(OutgoingMessage(channel=Channel.MAIL, to="nobody@example.cn", **lost))
        await session.flush()

    return write


def _of_problems(at: datetime) -> Act:
    return lambda session, _: problem_rounds.hold(session, at)


def _hold(week: Week, kinds: tuple[ReminderKind, ...], at: datetime) -> Act:
    async def hold(session: AsyncSession, _: Actor) -> None:
        """By the next round people know of the one before."""
        for row in await session.exec(select(Reminder).where(col(Reminder.read_at).is_(None))):
            row.read_at = now()
        await reminding.hold(session, Due(week, kinds, at, at + WEEK))

    return hold
