"""Reminders of problems: what happened goes to whom it concerns, twice a working day, by the ways that they left on."""

from datetime import datetime, timedelta

from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from backend import clock, db
from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.outgoing import OutgoingMessage
from backend.problems import climbing, closing, handling, service
from backend.problems.schemas import ClosureRequestIn, ProblemIn, SendBackIn
from backend.reminders import problem_rounds
from backend.reminders.models import Leave, Reminder, ReminderKind, ReminderOff, Way
from tests import factories
from tests.reminders.conftest import at


async def told(*kinds):
    """When, to whom, of what: `11-03 09 head T-1：没有电（…）`; of all kinds, or of some."""
    async with db.sessions() as session:
        query = select(Reminder).where(col(Reminder.kind).in_(kinds or list(ReminderKind)))
        rows = await session.exec(query.options(selectinload(Reminder.account)))
        return sorted(
            f"{row.occasion} {row.account.name} {each['told']}"
            + (f" 代{each['instead_of']}" if each["instead_of"] else "")
            for row in rows
            for each in row.items
        )


async def live(since, until):
    """The worker looks every three hours: what is overdue climbs, then people are told."""
    moment = at(since)
    while moment < at(until):
        with clock.set_to(moment):
            await climbing.ensure()
            await problem_rounds.ensure()
        moment += timedelta(hours=3)


async def act(village, who, moment, do, *given):
    with clock.set_to(at(moment)):
        async with db.begin("demo") as session:
            return await do(session, Actor.of(village.people[who]), *given)


async def raised(village, moment="11-02 10:00", who="wang"):
    return await act(village, who, moment, service.raise_problem, "T-1", ProblemIn(what="没有电"))


async def test_given_due_climbing_sent_back_and_struck_off_bring_exactly_these_notices(village):
    await live("11-02 09:00", "11-02 10:00")
    problem = await raised(village)
    await live("11-02 12:00", "11-18 00:00")
    ask = ClosureRequestIn(resolution="已送电", resolved_on=at("11-18 10:00").date())
    await act(village, "wang", "11-18 10:00", handling.ask_closure, problem.id, ask)
    await act(village, "office", "11-18 10:30", closing.send_back, problem.id, SendBackIn(reason="没有验收单"))
    await live("11-18 15:00", "11-19 11:00")
    await act(village, "wang", "11-19 11:10", handling.ask_closure, problem.id, ask)
    await act(village, "office", "11-19 11:30", closing.close, problem.id, closing.ClosureIn())
    await live("11-19 12:00", "11-21 00:00")
    assert await told() == [
        "11-02 15 head 交本单位办，11月11日前办结",
        "11-10 09 head 11月11日到期",
        "11-10 09 wang 11月11日到期",
        "11-11 09 head 11月11日到期",
        "11-11 09 wang 11月11日到期",
        "11-12 09 head 11月11日到期，超期上报单位负责人",
        "11-16 09 chen 11月11日到期，超期上报包联领导",
        "11-18 15 wang 销号申请被退回：没有验收单",
        "11-19 15 wang 已销号",
    ]


async def test_nobody_is_told_on_a_holiday_nor_twice_nor_at_night(village):
    await live("09-30 09:00", "09-30 18:00")
    await raised(village, "10-01 10:00")
    await live("10-01 09:00", "10-07 21:00")
    assert await told() == []
    for _ in range(2):
        with clock.set_to(at("10-08 09:30")):
            await problem_rounds.ensure()
    assert [line.split()[2] for line in await told()] == ["head"]


async def test_a_mail_waits_for_the_morning_and_what_was_switched_off_is_not_sent(village, set_up):
    async with db.begin("demo") as session:
        session.add(ReminderOff(account_id=village.people["head"].id, kind="problem", way=Way.HERE))
    with clock.set_to(at("11-02 10:00")):
        await problem_rounds.ensure()
    await raised(village, "11-02 16:00")
    with clock.set_to(at("11-03 22:00")):
        assert await problem_rounds.ensure() == 1
    async with db.sessions() as session:
        (row,) = await session.exec(select(Reminder))
        (mail,) = await session.exec(select(OutgoingMessage))
    assert not row.here
    assert mail.not_before == at("11-04 07:30")
    assert "没有电（交本单位办，11月11日前办结）" in mail.text
    assert mail.text.count("周") == 0, "a problem belongs to no week"


async def test_a_group_hears_which_projects_have_climbed_and_of_no_person(village, set_up):
    await raised(village, "10-12 10:00")
    with clock.set_to(at("11-02 09:10")):
        await climbing.ensure()
        await problem_rounds.ensure()
    async with db.sessions() as session:
        (said,) = await session.exec(select(OutgoingMessage).where(OutgoingMessage.channel == "robot"))
    assert said.subject == "1个项目有问题超期上报"
    assert "T-1" in said.text
    assert village.people["head"].person not in said.text


async def test_who_stands_in_is_told_instead(village):
    away = {"since": at("11-02 00:00").date(), "until": at("11-03 00:00").date()}
    async with db.begin("demo") as session:
        people = village.people
        session.add(Leave(account_id=people["head"].id, stand_in_id=people["li"].id, **away))
    await raised(village)
    await live("11-02 15:00", "11-03 00:00")
    assert await told() == [f"11-02 15 li 交本单位办，11月11日前办结 代{village.people['head'].person}"]


async def test_the_page_leads_to_the_problem(session, client):
    head = await factories.account(session, Role.REVIEWER)
    problem = "0192f7a0-0000-7000-8000-000000000001"
    item = {
        "code": "T-1",
        "name": "同德",
        "problem": problem,
        "what": "没有电",
        "told": "11月11日到期",
        "instead_of": None,
    }
    week = datetime(2026, 11, 2, tzinfo=clock.BEIJING).date()
    row = Reminder(
        account_id=head.id, kind="problem", week_start=week, title="1件问题有新情况", items=[item], here=True
    )
    await factories.add(session, row)
    page = (await client(head).get("/reminders")).text
    assert f"/problems/{problem}" in page
    assert "同德：没有电（11月11日到期）" in page
