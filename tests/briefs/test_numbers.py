"""Numbers of a year: 1, 2, 3 …, in a database that really commits."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from backend import db
from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role
from backend.briefs.life import issuing
from backend.briefs.models import Brief, BriefNumber, BriefReview, BriefState
from backend.clock import now
from backend.errors import Conflict

MONDAY = date(2026, 6, 1)
AT_ONCE = 20


class ChangedTheirMind(Exception):
    pass


async def test_twenty_at_once_get_numbers_without_gap_or_repeat_also_when_some_are_rolled_back(committed):
    leader, briefs = await reviewed_briefs(AT_ONCE)

    async def issue(place: int) -> None:
        async with db.begin("page", leader.id) as session:
            await issuing.issue(session, leader, briefs[place])
            if place % 4 == 0:
                await session.flush()
                raise ChangedTheirMind

    done = await asyncio.gather(*map(issue, range(AT_ONCE)), return_exceptions=True)
    assert [place for place, error in enumerate(done) if error] == [0, 4, 8, 12, 16]
    assert {type(error) for error in done if error} == {ChangedTheirMind}
    assert await numbers() == [(2026, number, number) for number in range(1, 16)]

    again = await asyncio.gather(*(issue(place) for place in (1, 2, 3)), return_exceptions=True)
    assert [type(error) for error in again] == [Conflict] * 3
    assert len(await numbers()) == 15


async def test_the_same_brief_issued_by_many_at_once_has_one_number(committed):
    leader, (brief,) = await reviewed_briefs(1)

    async def issue() -> None:
        async with db.begin("page", leader.id) as session:
            await issuing.issue(session, leader, brief)

    done = await asyncio.gather(*(issue() for _ in range(10)), return_exceptions=True)
    assert sum(error is None for error in done) == 1
    assert {type(error) for error in done if error} == {Conflict}
    assert await numbers() == [(2026, 1, 1)]


@pytest.mark.parametrize("same", [True, False])
async def test_two_briefs_of_one_week_never_both_get_a_number(committed, same):
    leader, briefs = await reviewed_briefs(2, same_week=same)

    async def issue(brief) -> None:
        async with db.begin("page", leader.id) as session:
            await issuing.issue(session, leader, brief)

    done = await asyncio.gather(*map(issue, briefs), return_exceptions=True)
    assert sum(error is None for error in done) == (1 if same else 2)


async def reviewed_briefs(count: int, *, same_week: bool = False):
    async with db.begin() as session:
        account = Account(name="leader", person="陈立新", role=Role.LEADER)
        session.add(account)
        await session.flush()
        made = [
            Brief(
                week_start=MONDAY + timedelta(weeks=0 if same_week else place),
                as_of=now(),
                draft=False,
                data={},
                state=BriefState.READY,
            )
            for place in range(count)
        ]
        session.add_all(made)
        await session.flush()
        session.add_all(
            BriefReview(brief_id=brief.id, revision=0, passed=True, reviewed_by_id=account.id) for brief in made
        )
    return Actor.of(account), [brief.id for brief in made]


async def numbers():
    async with db.begin() as session:
        query = select(BriefNumber).order_by(col(BriefNumber.serial_number))
        return [(each.year, each.number, each.serial_number) for each in await session.exec(query)]
