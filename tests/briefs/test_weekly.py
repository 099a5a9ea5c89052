"""The brief of a closed week is there without anybody asking for it, also when the worker was away; two make one."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from backend import clock, db
from backend.accounts.actor import the_house
from backend.briefs import service, weekly
from backend.briefs.models import Brief, BriefState
from backend.clock import BEIJING
from backend.feed import installation
from backend.signals import rounds
from backend.weeks import Week
from tests import factories

W46, W47 = Week.parse("2026-W46"), Week.parse("2026-W47")
HOUSE = the_house("cli")


@pytest.fixture
def at(committed):
    """`async with at("2026-11-18 10:00") as session:` as one transaction that really commits."""

    class At:
        def __init__(self, moment):
            self.set = clock.set_to(datetime.fromisoformat(moment).replace(tzinfo=BEIJING))

        async def __aenter__(self):
            self.set.__enter__()
            self.transaction = db.begin(via="demo")
            session = await self.transaction.__aenter__()
            await installation.become_demonstration(session)
            return session

        async def __aexit__(self, *error):
            await self.transaction.__aexit__(*error)
            self.set.__exit__(*error)

    return At


async def looked_after(moment: datetime) -> None:
    """What the worker does at that time."""
    with clock.set_to(moment):
        await rounds.ensure()
        await weekly.ensure()


async def made() -> list[str]:
    async with db.sessions() as session:
        return [Week(start).label for start in await session.exec(select(Brief.week_start).order_by(Brief.made_at))]


async def test_two_workers_after_the_closing_make_one_brief(at):
    async with at("2026-11-18 10:00") as session:
        await factories.project(session)
    await looked_after(W47.closes_at - timedelta(seconds=1))
    assert await made() == []
    with clock.set_to(W47.closes_at + timedelta(minutes=2)):
        await rounds.ensure()
        await asyncio.gather(*(weekly.ensure() for _ in range(4)))
        await weekly.ensure()
    assert await made() == ["2026-W47"]


async def test_a_worker_that_was_away_makes_what_was_missed(at):
    async with at("2026-11-04 10:00") as session:
        await factories.project(session)
    await looked_after(Week.parse("2026-W45").closes_at + timedelta(minutes=2))
    for _ in range(3):  # a look each
        await looked_after(W47.closes_at + timedelta(days=3))
    assert await made() == ["2026-W45", "2026-W46", "2026-W47"]


async def test_a_brief_that_failed_is_left_to_people(at):
    async with at("2026-11-18 10:00") as session:
        await factories.project(session)
    async with at("2026-11-20 20:00") as session:
        (await service.make(session, HOUSE, W47)).state = BriefState.FAILED
    await looked_after(W47.closes_at + timedelta(days=1))
    assert await made() == ["2026-W47"]


async def test_a_week_before_anything_was_recorded_gets_none(at):
    async with at("2026-11-21 10:00") as session:
        await factories.project(session)
    await looked_after(W47.closes_at + timedelta(days=2))
    assert await made() == []


async def test_the_lights_of_the_closing_are_judged_first(at):
    async with at("2026-11-18 10:00") as session:
        await factories.project(session)
    with clock.set_to(W47.closes_at + timedelta(minutes=2)):
        assert await weekly.ensure() is None


async def test_people_who_ask_at_the_same_moment_get_one_brief(at):
    async with at("2026-11-18 10:00") as session:
        await factories.project(session)

    async def ask():
        async with db.begin(via="page") as session:
            return (await service.make(session, HOUSE, W46)).id

    assert len(set(await asyncio.gather(*(ask() for _ in range(5))))) == 1
