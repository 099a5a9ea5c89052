"""Several people at the same moment, in a database that really commits."""

import asyncio
from datetime import timedelta

from sqlmodel import col, select

from backend import db
from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role, Unit
from backend.assignments.models import Assignment, Source
from backend.clock import today
from backend.errors import Conflict
from backend.projects.models import Project
from backend.supervision import handling, service
from backend.supervision.models import Supervision, SupervisionClosure
from backend.supervision.schemas import SupervisionAnswerIn, SupervisionClosureIn, SupervisionIn

AT_ONCE = 12
CLOSE = SupervisionClosureIn(remark="已核实")


class ChangedTheirMind(Exception):
    pass


async def house(instructions):
    """People of the office, and so many 批示 of one project."""
    async with db.begin("cli") as session:
        unit = Unit(code="zone", name="开发区管委会")
        people = [Account(name=f"o{n}", person=f"项目办{n}", role=Role.OFFICE) for n in range(3)]
        project = Project(code="ZD-1", name="示范项目", short_name="示范", kind="industrial")
        session.add_all([unit, project, *people])
        await session.flush()
        given = {"project_id": project.id, "unit_id": unit.id, "due_on": today(), "source": Source.INSTRUCTION}
        rows = [Assignment(what=f"第{n}件", **given) for n in range(instructions)]
        session.add_all(rows)
    return [Actor.of(each) for each in people], [f"assignment:{row.id}" for row in rows]


def order(origin):
    return SupervisionIn(origin=origin, what="查明原因", due_on=today() + timedelta(days=7))


async def numbers():
    async with db.begin("cli") as session:
        query = select(Supervision.year, Supervision.number).order_by(col(Supervision.number))
        return [tuple(each) for each in await session.exec(query)]


async def test_orders_made_at_once_have_numbers_without_gap_or_repeat_also_when_some_are_rolled_back(committed):
    people, origins = await house(AT_ONCE)

    async def make(place):
        async with db.begin("page", people[0].id) as session:
            await service.order(session, people[0], "ZD-1", order(origins[place]))
            if place % 4 == 0:
                raise ChangedTheirMind

    done = await asyncio.gather(*map(make, range(AT_ONCE)), return_exceptions=True)
    assert [type(error) for error in done if error] == [ChangedTheirMind] * 3
    assert await numbers() == [(today().year, number) for number in range(1, 10)]


async def test_the_same_thing_ordered_by_many_at_once_is_one_order(committed):
    people, (origin,) = await house(1)

    async def make(who):
        async with db.begin("page", who.id) as session:
            await service.order(session, who, "ZD-1", order(origin))

    done = await asyncio.gather(*map(make, people), return_exceptions=True)
    assert [type(error) for error in done if error] == [Conflict] * 2
    assert len(await numbers()) == 1


async def test_of_two_who_close_at_once_the_second_reads_who_was_first(committed):
    people, (origin,) = await house(1)
    async with db.begin("page", people[0].id) as session:
        made = await service.order(session, people[0], "ZD-1", order(origin))
        await handling.answer(session, people[0], made.id, SupervisionAnswerIn(says="正在办"))

    async def close(who):
        async with db.begin("page", who.id) as session:
            await handling.close(session, who, made.id, CLOSE)

    done = await asyncio.gather(*map(close, people[1:]), return_exceptions=True)
    (late,) = [error for error in done if error]
    assert isinstance(late, Conflict)
    assert "办结销号，不用再办" in late.message
    async with db.begin("cli") as session:
        assert len((await session.exec(select(SupervisionClosure))).all()) == 1
