"""Reminders of supervision orders: to the unit that has to answer, and to who issued them."""

from datetime import timedelta

import pytest
from sqlmodel import select

from backend import clock, db
from backend.outgoing import OutgoingMessage
from backend.problems import service as problems
from backend.problems.schemas import ProblemIn
from backend.reminders import problem_rounds
from backend.reminders.models import Leave, ReminderKind, ReminderOff, Way
from backend.supervision import handling, service
from backend.supervision.schemas import SupervisionAnswerIn, SupervisionCheckIn, SupervisionClosureIn, SupervisionIn
from tests.reminders.conftest import at
from tests.reminders.test_problems import act
from tests.reminders.test_problems import told as everything_told


async def told():
    return await everything_told(ReminderKind.SUPERVISION)


async def live(since, until):
    moment = at(since)
    while moment < at(until):
        with clock.set_to(moment):
            await problem_rounds.ensure()
        moment += timedelta(hours=3)


@pytest.fixture
async def ordered(village):
    """On Monday the 2nd of November the sponsor orders what the officer's problem asks for."""
    await live("11-02 09:00", "11-02 10:00")
    problem = await act(village, "wang", "11-02 09:30", problems.raise_problem, "T-1", ProblemIn(what="没有电"))
    given = SupervisionIn(origin=f"problem:{problem.id}", what="十日内送电", due_on=at("11-12 00:00").date())
    return await act(village, "chen", "11-02 10:00", service.order, "T-1", given)


async def answer(village, order, moment="11-04 10:00"):
    await act(village, "wang", moment, handling.answer, order.id, SupervisionAnswerIn(says="已报装，等施工"))


async def test_an_order_that_nobody_answers_comes_back_to_both(village, ordered):
    await live("11-02 12:00", "11-18 00:00")
    late = "11月12日到期，交通运输局还没有办结"
    silent = "11月3日前要报方案，交通运输局还没有答复"
    assert await told() == [
        "11-02 15 head 11月3日前报方案，11月12日前办结",
        "11-02 15 wang 11月3日前报方案，11月12日前办结",
        "11-03 09 head 11月3日前要报方案，还没有答复",
        "11-03 09 wang 11月3日前要报方案，还没有答复",
        f"11-04 09 chen {silent}",
        f"11-04 09 head {silent}",
        f"11-04 09 wang {silent}",
        "11-11 09 head 11月12日到期",
        "11-11 09 wang 11月12日到期",
        "11-12 09 head 11月12日到期",
        "11-12 09 wang 11月12日到期",
        f"11-13 09 chen {late}",
        f"11-13 09 head {late}",
        f"11-13 09 wang {late}",
    ]


async def test_who_issued_it_hears_of_the_answer_and_the_unit_of_the_check_and_the_end(village, ordered):
    await live("11-02 12:00", "11-03 08:00")
    await answer(village, ordered, "11-03 08:30")
    await live("11-03 09:00", "11-04 00:00")
    check = SupervisionCheckIn(checked_on=at("11-04 00:00").date(), finding="退回：没有施工合同")
    await act(village, "chen", "11-04 10:00", handling.check, ordered.id, check)
    await live("11-04 15:00", "11-05 00:00")
    await act(village, "office", "11-05 10:00", handling.close, ordered.id, SupervisionClosureIn(remark="已送电"))
    await live("11-05 15:00", "11-14 00:00")
    assert (await told())[2:] == [
        "11-03 09 chen 交通运输局已答复",
        "11-04 15 head 核查：退回：没有施工合同",
        "11-04 15 wang 核查：退回：没有施工合同",
        "11-05 15 chen 已销号",
        "11-05 15 head 已销号",
        "11-05 15 wang 已销号",
    ]


async def test_over_a_holiday_nobody_is_told_and_what_fell_due_in_it_is_told_after_it(village):
    await live("09-28 09:00", "09-28 10:00")
    problem = await act(village, "wang", "09-28 09:30", problems.raise_problem, "T-1", ProblemIn(what="没有电"))
    given = SupervisionIn(origin=f"problem:{problem.id}", what="送电", due_on=at("10-03 00:00").date())
    order = await act(village, "office", "09-28 10:00", service.order, "T-1", given)
    await answer(village, order, "09-28 11:00")
    await live("09-28 12:00", "10-10 00:00")
    late = "10月3日到期，交通运输局还没有办结"
    before = [f"09-30 09 {who} 10月3日到期" for who in ("head", "wang")]
    after = [f"10-08 09 {who} {late}" for who in ("head", "office", "wang")]
    assert [line for line in await told() if "到期" in line] == before + after


async def test_it_goes_by_mail_and_to_the_group_and_each_way_can_be_switched_off(village, ordered, set_up):
    async with db.begin("demo") as session:
        session.add(ReminderOff(account_id=village.people["head"].id, kind="supervision", way=Way.MAIL))
        session.add(ReminderOff(account_id=village.people["wang"].id, kind="supervision", way=Way.HERE))
    with clock.set_to(at("11-02 15:00")):
        await problem_rounds.ensure()
    async with db.sessions() as session:
        query = select(OutgoingMessage).where(OutgoingMessage.why == "督办")
        said = {each.channel.value: each for each in await session.exec(query)}
    assert said["mail"].to == "wang@example.cn"
    assert "T-1：督办〔2026〕1号（11月3日前报方案，11月12日前办结）" in said["mail"].text
    assert said["mail"].text.count("周") == 0, "an order belongs to no week"
    assert "T-1" in said["robot"].text
    assert "交通运输局" in said["robot"].text
    assert not any(person.person in said["robot"].text for person in village.people.values())


async def test_who_stands_in_is_told_instead(village, ordered):
    away = {"since": at("11-02 00:00").date(), "until": at("11-03 00:00").date()}
    async with db.begin("demo") as session:
        people = village.people
        session.add(Leave(account_id=people["wang"].id, stand_in_id=people["li"].id, **away))
    await live("11-02 15:00", "11-02 16:00")
    what = "11月3日前报方案，11月12日前办结"
    assert await told() == [f"11-02 15 head {what}", f"11-02 15 li {what} 代{village.people['wang'].person}"]
