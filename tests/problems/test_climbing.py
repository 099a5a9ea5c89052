"""Overdue problems climb by the working calendar, each step once."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from backend import clock, db
from backend.accounts.actor import Actor, the_house
from backend.accounts.models import Account, Role, UnitLeader
from backend.calendar import published
from backend.clock import BEIJING
from backend.problems import climbing, closing, handling, service
from backend.problems.models import Escalation, EscalationNotice
from backend.problems.schemas import ClosureRequestIn, ProblemIn, SendBackIn
from backend.problems.vocabulary import Rung
from tests import factories

BEGINS = date(2026, 9, 14)


def morning(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)


async def steps(session):
    """Every step with the day on which it was made and whom it was told."""
    told = await session.exec(
        select(Escalation, Account.person)
        .join(EscalationNotice, col(EscalationNotice.escalation_id) == Escalation.id, isouter=True)
        .join(Account, col(Account.id) == EscalationNotice.account_id, isouter=True)
        .order_by(col(Escalation.made_at), col(Escalation.climbed_on), col(Account.person))
    )
    return [(row.made_at.astimezone(BEIJING).date().isoformat(), row.rung.value, person) for row, person in told]


async def test_over_four_weeks_with_the_national_day_the_notices_are_exactly_these(session, cast, project):
    await published.plant(session)
    with clock.set_to(morning(BEGINS)):
        left = await service.raise_problem(session, the_house("cli"), "ZD-901", ProblemIn(what="没有人管"))
        settled = await service.raise_problem(session, the_house("cli"), "ZD-901", ProblemIn(what="按时办结"))
    await factories.settle(session)
    for number in range(32):
        day = BEGINS + timedelta(days=number)
        with clock.set_to(morning(day)):
            if day == date(2026, 9, 22):
                ask = ClosureRequestIn(resolution="办结了", resolved_on=day)
                await handling.ask_closure(session, Actor.of(cast.steward), settled.id, ask)
            await climbing.climb(session)
            await climbing.climb(session)
    # Due on 22 September: the 20th is worked, 25 to 27 September and 1 to 7 October are off, 10 October is worked.
    assert await steps(session) == [
        ("2026-09-23", "unit_head", "孙国强"),
        ("2026-09-28", "sponsor", "陈立新"),
        ("2026-10-09", "leader", "任杰"),
        ("2026-10-09", "leader", "李红"),
        ("2026-10-09", "leader", "赵晓琳"),
        ("2026-10-13", "circular", None),
    ]
    assert {row.problem_id for row in await session.exec(select(Escalation))} == {left.id}


async def test_where_a_leader_is_in_charge_of_the_unit_he_is_told_and_not_the_office(session, cast, project):
    boss = await factories.account(session, Role.LEADER, person="任秀兰")
    await factories.add(session, UnitLeader(unit_id=cast.zone.id, account_id=boss.id, since=date(2026, 1, 4)))
    with clock.set_to(morning(date(2026, 11, 2))):
        await service.raise_problem(session, the_house("cli"), "ZD-901", ProblemIn(what="没有人管"))
    await factories.settle(session)
    with clock.set_to(morning(date(2026, 11, 23))):
        await climbing.climb(session)
    assert [(rung, person) for _, rung, person in await steps(session)] == [
        ("unit_head", "孙国强"),
        ("sponsor", "陈立新"),
        ("leader", "任秀兰"),
    ]


async def test_a_request_stops_the_climbing_and_a_send_back_lets_it_go_on(session, cast, project):
    with clock.set_to(morning(date(2026, 11, 2))):
        late = await service.raise_problem(session, the_house("cli"), "ZD-901", ProblemIn(what="没有人管"))
    await factories.settle(session)
    with clock.set_to(morning(date(2026, 11, 12))):
        ask = ClosureRequestIn(resolution="办结了", resolved_on=date(2026, 11, 12))
        await handling.ask_closure(session, Actor.of(cast.steward), late.id, ask)
        assert await climbing.climb(session) == [], "it waits for the office"
        await closing.send_back(session, Actor.of(cast.office), late.id, SendBackIn(reason="没有办结"))
        assert [each.rung for each in await climbing.climb(session)] == [Rung.UNIT_HEAD]
    with clock.set_to(morning(date(2026, 11, 15))):
        assert await climbing.climb(session) == [], "a Sunday"


async def test_a_worker_that_was_away_makes_up_for_it_and_of_two_one_does_it(committed):
    async with db.begin(via="cli") as session:
        await factories.project(session, code="ZD-901")
    with clock.set_to(morning(date(2026, 11, 2))):
        async with db.begin(via="cli") as session:
            await service.raise_problem(session, the_house("cli"), "ZD-901", ProblemIn(what="没有人管"))
    with clock.set_to(morning(date(2026, 11, 23), 8)):
        assert await climbing.ensure() == 0, "before the hour"
    with clock.set_to(morning(date(2026, 11, 23))):
        made = await asyncio.gather(climbing.ensure(), climbing.ensure())
        assert sorted(made) == [0, 3]
        assert await climbing.ensure() == 0
    async with db.sessions() as session:
        assert (await session.exec(select(Escalation.rung).order_by(Escalation.climbed_on))).all() == [
            Rung.UNIT_HEAD,
            Rung.SPONSOR,
            Rung.LEADER,
        ]


async def test_two_people_who_strike_off_at_once_make_one_row_and_the_other_is_told_who_did(committed):
    async with db.begin(via="cli") as session:
        await factories.project(session, code="ZD-901")
        people = [await factories.account(session, Role.OFFICE, person=name) for name in ("李红", "赵晓琳")]
    async with db.begin(via="cli") as session:
        problem = await service.raise_problem(session, the_house("cli"), "ZD-901", ProblemIn(what="卡住了"))
        ask = ClosureRequestIn(resolution="办结了", resolved_on=clock.today())
        await handling.ask_closure(session, the_house("cli"), problem.id, ask)

    async def strike_off(person):
        try:
            async with db.begin(via="page") as session:
                await closing.close(session, Actor.of(person), problem.id, closing.ClosureIn())
        except closing.Conflict as told:
            return told.message
        return person.person

    first, second = sorted(await asyncio.gather(*map(strike_off, people)), key=len)
    assert second.startswith(f"{first}已于")
    assert "不用再销" in second
    async with db.sessions() as session:
        assert (await db.ask(session, text("SELECT count(*) FROM closures"))).scalar_one() == 1


async def test_the_database_refuses_to_rewrite_what_was_said(session, cast, project):
    await service.raise_problem(session, the_house("cli"), "ZD-901", ProblemIn(what="卡住了"))
    for change in ("UPDATE problems SET what = ''", "DELETE FROM problem_dispatches"):
        with pytest.raises(DBAPIError, match="refused"):
            async with session.begin_nested():
                await db.sql(session, text(change))
