"""Four weeks with two public holidays, hour by hour: exactly the reminders that the calendar asks for.

Friday 25 September is the Mid-autumn Festival, so week 39 closes on Monday the 28th; the National Day lasts from 1 to 7
October, so week 40 closes on Thursday the 8th; Saturday the 10th is worked."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.orm import selectinload
from sqlmodel import select

from backend import clock, db
from backend.calendar import service as calendar
from backend.calendar.schemas import CalendarDayIn
from backend.clock import BEIJING
from backend.config import settings
from backend.outgoing import OutgoingMessage
from backend.projects import duties
from backend.projects.schemas import DutyIn
from backend.reminders import reminding
from backend.reminders.models import Leave, Reminder, ReminderOff, ReminderRound, Way
from backend.reminders.moments import due
from tests.reminders.conftest import HOUSE, at


async def told():
    """When, to whom, of what: `10-08 12:00 wang owed T-1+1 T-3+0/li`."""
    async with db.sessions() as session:
        query = select(Reminder).options(selectinload(Reminder.account))
        return sorted(_line(row) for row in await session.exec(query))


def _line(row):
    items = [
        f"{each['name']}+{each['weeks']}" + (f"/{each['instead_of']}" if each["instead_of"] else "")
        for each in row.items
    ]
    moment = row.made_at.astimezone(BEIJING)
    return " ".join([f"{moment:%m-%d %H:%M}", row.account.name, row.kind.value, *items])


async def live(since, until, hours=3):
    """The worker looks every three hours; the moment at which it will look again."""
    moment = at(since)
    while moment < at(until):
        with clock.set_to(moment):
            await reminding.ensure()
        moment += timedelta(hours=hours)
    return f"{moment:%m-%d %H:%M}"


async def test_four_weeks_over_two_holidays_bring_exactly_these_reminders(village):
    """T-1 is never reported; T-2 always; T-3 late in week 39, not in 40 and 41, in time in 42. li is away on 8 and 9 October."""
    async with db.begin("demo") as session:
        people = village.people
        away = {"since": at("10-08 00:00").date(), "until": at("10-09 00:00").date()}
        session.add(Leave(account_id=people["li"].id, stand_in_id=people["wang"].id, **away))
    since = "09-21 09:00"
    for moment, code, week in [
        ("09-23 10:00", "T-2", "2026-W39"),
        ("09-28 20:00", "T-3", "2026-W39"),
        ("09-30 10:00", "T-2", "2026-W40"),
        ("10-09 10:00", "T-2", "2026-W41"),
        ("10-14 10:00", "T-2", "2026-W42"),
        ("10-14 11:00", "T-3", "2026-W42"),
    ]:
        since = await live(since, moment)
        await village.report(code, week, moment)
    await live(since, "10-20 00:00")

    assert await told() == [
        "09-28 12:00 li owed T-3+0",
        "09-28 12:00 wang owed T-1+0",
        "09-29 09:00 head unit T-1+1",
        "10-08 12:00 wang owed T-1+1 T-3+0/li",
        "10-09 09:00 chen sponsor T-1+2",
        "10-09 09:00 head unit T-1+2 T-3+1",
        "10-09 12:00 wang owed T-1+2 T-3+1/li",
        "10-12 09:00 chen sponsor T-1+3 T-3+2",
        "10-12 09:00 head unit T-1+3 T-3+2",
        "10-16 12:00 wang owed T-1+3",
        "10-19 09:00 chen sponsor T-1+4",
        "10-19 09:00 head unit T-1+4",
    ]


async def test_who_switched_a_way_off_is_not_told_that_way(village):
    async with db.begin("demo") as session:
        session.add(ReminderOff(account_id=village.people["wang"].id, kind="owed", way=Way.HERE))
    await live("09-28 12:00", "09-28 13:00")
    async with db.sessions() as session:
        rows = (await session.exec(select(Reminder).options(selectinload(Reminder.account)))).all()
    assert {row.account.name: row.here for row in rows} == {"li": True, "wang": False}


async def test_a_worker_that_was_away_does_the_lists_late_and_reminds_nobody_of_what_has_closed(village):
    await live("10-09 13:00", "10-09 14:00")
    assert [line.split()[2:4] for line in await told()] == [
        ["chen", "sponsor"],
        ["head", "unit"],
        ["li", "owed"],
        ["wang", "owed"],
    ]
    async with db.sessions() as session:
        rounds = (await session.exec(select(ReminderRound.due))).all()
    assert sorted(rounds) == [at("10-09 09:00"), at("10-09 12:00")]


async def test_of_two_workers_one_tells(village):
    with clock.set_to(at("09-28 12:30")):
        made = await asyncio.gather(*(reminding.ensure() for _ in range(4)))
        assert await reminding.ensure() == 0
    assert sum(made) == 2
    assert len(await told()) == 2


async def test_a_worker_killed_in_the_middle_leaves_nothing_half_told(village, monkeypatch):
    real, calls = reminding._tell_group, []

    async def killed(*given):
        calls.append(given)
        if len(calls) == 1:
            raise KeyboardInterrupt
        await real(*given)

    monkeypatch.setattr(reminding, "_tell_group", killed)
    with clock.set_to(at("09-28 12:30")):
        with pytest.raises(KeyboardInterrupt):
            await reminding.ensure()
        assert await told() == []
        assert await reminding.ensure() == 2


async def test_nobody_is_told_twice_when_the_calendar_is_edited_meanwhile(village):
    await live("10-16 12:00", "10-16 13:00")
    with clock.set_to(at("10-16 13:00")):
        async with db.begin("demo") as session:
            day = CalendarDayIn(day=at("10-16 00:00").date(), day_kind="holiday", holiday="庙会", source="示例")
            await calendar.mark(session, HOUSE, day)
        assert [each.week.number for each in due(at("10-19 12:30")) if each.kinds == ("owed",)] == [42]
    before = [line for line in await told() if "owed" in line]
    await live("10-19 12:00", "10-19 13:00")
    assert [line for line in await told() if "owed" in line] == before


async def mails():
    async with db.sessions() as session:
        return (await session.exec(select(OutgoingMessage).order_by(OutgoingMessage.key))).all()


async def test_mail_and_group_are_told_too_where_they_are_set_up(village, set_up):
    async with db.begin("demo") as session:
        session.add(ReminderOff(account_id=village.people["li"].id, kind="owed", way=Way.MAIL))
    await live("09-28 12:00", "09-28 13:00")
    mail, group = sorted(await mails(), key=lambda each: each.channel)
    assert (mail.to, mail.subject) == ("wang@example.cn", "第39周还有2个项目待报，9月28日18:00截止")
    assert "- T-1\n- T-2" in mail.text
    assert "/reminders" in mail.text
    assert group.subject == "第39周还有3个项目待报，9月28日18:00截止"
    assert group.text == "还没有报送的项目：T-1、T-2、T-3"
    assert "wang" not in group.text


async def test_in_quiet_hours_nothing_leaves_before_the_morning(village, set_up):
    await live("09-29 22:00", "09-29 23:00")
    assert {each.not_before for each in await mails()} == {at("09-30 07:30")}
    assert len(await mails()) == 2


async def test_one_way_can_be_left_out_by_setting(village, set_up, monkeypatch):
    monkeypatch.setattr(settings, "remind_by", ("robot",))
    await live("09-28 12:00", "09-28 13:00")
    assert [each.channel for each in await mails()] == ["robot"]


async def test_without_a_stand_in_the_owner_is_told(village):
    with clock.set_to(at("09-28 09:00")):
        async with db.begin("demo") as session:
            day = at("09-28 00:00").date()
            session.add(Leave(account_id=village.people["li"].id, since=day, until=day))
            await duties.assign(session, HOUSE, "T-3", DutyIn(kind="owner", account="head"))
    await live("09-28 12:00", "09-28 13:00")
    assert await told() == ["09-28 12:00 head owed T-3+0", "09-28 12:00 wang owed T-1+0 T-2+0"]
