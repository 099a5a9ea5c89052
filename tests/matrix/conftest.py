"""A matrix with one goal that two units have, and everybody who may or may not see it."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from backend import clock, db
from tests import people

MONDAY = datetime.fromisoformat("2026-11-23T10:32:00+08:00")
MADE = {"year": "2026", "title": "2026年重点工作矩阵"}
GOAL = {"goal_name": "项目开工", "aim": "年内新开工项目全部按期开工"}
MEASURE = {"what": "每周会商一次，手续逐项销号", "due_on": "2026-12-10", "units": ["zone", "land"]}


@pytest.fixture(autouse=True)
def _monday():
    with clock.set_to(MONDAY):
        yield


@pytest.fixture
async def cast(session):
    return await people.of_three_units(session)


@pytest.fixture
def doors(client, cast):
    """doors.office is that person's browser."""
    return SimpleNamespace(**{name: client(who) for name, who in vars(cast).items()}, nobody=client())


@pytest.fixture
async def empty(doors):
    """The address of a matrix without goals."""
    answer = await doors.office.post("/matrices/new", data=MADE)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removesuffix("/goals/new")


@pytest.fixture
async def goal(doors, empty):
    """The address at which measures are added to its goal."""
    answer = await doors.office.post(f"{empty}/goals/new", data=GOAL)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.fixture
async def matrix(doors, empty, goal):
    answer = await doors.office.post(goal, data=MEASURE)
    assert answer.status_code == 303, answer.text
    return empty


@pytest.fixture
def count(session):
    async def of(table):
        return (await db.ask(session, text(f"SELECT count(*) FROM {table}"))).scalar_one()

    return of


@pytest.fixture
def told(doors):
    """What the API says of a matrix."""

    async def of(matrix):
        return (await doors.write_key.get(f"/api/v1{matrix}")).json()

    return of
