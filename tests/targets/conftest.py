"""Two units and a handful of projects that did something this year."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import event

from backend import clock
from backend.accounts.models import Role
from backend.lifecycle.models import StageEntry
from backend.money.models import Correction
from backend.problems.models import Closure, ClosureRequest, Dispatch, Problem
from backend.projects.models import Duty, OpeningBalance
from backend.projects.vocabulary import DutyKind, Stage
from backend.updates.models import Update
from tests import factories


@pytest.fixture(autouse=True)
def _autumn():
    with clock.set_to(datetime.fromisoformat("2026-11-25T10:32:00+08:00")):
        yield


@pytest.fixture
async def zone(session):
    return await factories.unit(session, code="zone", name="管委会")


@pytest.fixture
async def roads(session):
    return await factories.unit(session, code="roads", name="交通局")


@pytest.fixture
async def office(session, client):
    return client(await factories.account(session, Role.OFFICE))


@pytest.fixture
def statements(engine):
    """Every statement that reads or writes what a page is about, from here on."""
    sent: list[str] = []

    def note(connection, cursor, statement, *rest):
        if "sign_ins" not in statement and "set_config" not in statement and "SAVEPOINT" not in statement:
            sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine.sync_engine, "before_cursor_execute", note)


async def answers(session, project, unit, since=date(2026, 1, 1), until=None):
    duty = Duty(project_id=project.id, kind=DutyKind.RESPONSIBLE, unit_id=unit.id, since=since, until=until)
    return await factories.add(session, duty)


async def enters(session, project, stage, day):
    return await factories.add(session, StageEntry(project_id=project.id, stage=stage, occurred_on=day))


async def invests(session, project, monday, amount, corrected=None):
    row = Update(project_id=project.id, week_start=monday, invested=Decimal(amount))
    update = await factories.add(session, row)
    if corrected is not None:
        correction = Correction(
            project_id=project.id, update_id=update.id, invested=Decimal(corrected), reason="少填了一笔"
        )
        await factories.add(session, correction)


async def is_settled(session, project, unit):
    """A problem that the unit settled and somebody else struck off."""
    asks, strikes = await factories.account(session), await factories.account(session, Role.OFFICE)
    day, moment = date(2026, 11, 20), datetime.fromisoformat("2026-11-20T23:30:00+08:00")
    of = {"project_id": project.id}
    problem = Problem(number=1, what="线路没有迁改", plan_by=day, answer_by=day, **of)
    of["problem_id"] = (await factories.add(session, problem)).id
    await factories.add(session, Dispatch(lead_unit_id=unit.id, due_on=day, **of))
    request = await factories.add(
        session, ClosureRequest(resolution="已迁改", resolved_on=day, asked_by_id=asks.id, **of)
    )
    people = {"asked_by_id": asks.id, "closed_by_id": strikes.id}
    await factories.add(session, Closure(request_id=request.id, closed_at=moment, **people, **of))


@pytest.fixture
async def busy(session, zone, roads):
    """The zone's: one signed in October and started in November, 130 invested in November and 500 before the weeks
    began. The roads': one started on 1 November, which the zone had until the 15th; 40 invested in the week that belongs to
    October. A problem of the zone's project was settled by the roads' unit in November."""
    plant = await factories.project(session, code="P-1", short_name="新材料厂")
    await answers(session, plant, zone)
    await enters(session, plant, Stage.SIGNED, date(2026, 10, 8))
    await enters(session, plant, Stage.STARTED, date(2026, 11, 3))
    await invests(session, plant, date(2026, 11, 9), "100", corrected="130")
    balance = {"invested_in_year": Decimal(500), "invested_before_year": Decimal(0)}
    await factories.add(session, OpeningBalance(project_id=plant.id, year=2026, **balance))
    road = await factories.project(session, code="P-2", short_name="北环路")
    await answers(session, road, zone, until=date(2026, 11, 15))
    await answers(session, road, roads, since=date(2026, 11, 15))
    await enters(session, road, Stage.STARTED, date(2026, 11, 1))
    await invests(session, road, date(2026, 10, 26), "40")
    await is_settled(session, plant, roads)
    await factories.settle(session)
