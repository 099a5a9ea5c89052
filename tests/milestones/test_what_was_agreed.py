from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend import db
from backend.accounts.actor import the_house
from backend.errors import Conflict, Invalid
from backend.milestones import arrivals, baselines, forecasts, service
from backend.milestones.models import SlipReason
from backend.milestones.schemas import ArrivalWithdrawalIn, BaselineIn, ForecastIn, PlannedDay, ReachedIn
from tests import factories

HOUSE = the_house("cli")
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
async def project(session):
    await factories.template(session, "public_works")
    project = await factories.project(session)
    await service.plan(session, HOUSE, project.code)
    return project


async def by_key(session, project):
    return {each.key: each for each in await service.of_project(session, project)}


async def agree(session, project, day, **given):
    dates = [PlannedDay(key="start", planned_on=day)]
    return await baselines.agree(session, HOUSE, project.code, BaselineIn(dates=dates, **given))


async def test_the_first_baseline_stays_beside_every_later_one(session, project):
    await agree(session, project, JUNE)
    with pytest.raises(Invalid, match="要写明批准文号和原因"):
        await agree(session, project, JULY)
    plan = await agree(session, project, JULY, approval="会议纪要3号", reason="设计变更")

    start = (await by_key(session, project))["start"]
    assert (plan.version, start.first_baseline_on, start.baseline_on) == (2, JUNE, JULY)


@pytest.mark.parametrize("table", ["baselines", "baseline_plans", "forecasts"])
@pytest.mark.parametrize("command", ["UPDATE {} SET id = id", "DELETE FROM {}"])
async def test_what_was_agreed_or_believed_cannot_be_rewritten_even_by_the_owner_of_the_table(
    session, project, table, command
):
    await agree(session, project, JUNE)
    start = (await by_key(session, project))["start"]
    await forecasts.move(session, HOUSE, start.id, ForecastIn(forecast_on=JUNE))
    with pytest.raises(DBAPIError, match="never rewritten"):
        await db.sql(session, text(command.format(table)))


async def test_later_than_believed_needs_a_reason_and_earlier_does_not(session, project):
    await agree(session, project, JUNE)
    start = (await by_key(session, project))["start"]
    with pytest.raises(Invalid, match="推迟"):
        await forecasts.move(session, HOUSE, start.id, ForecastIn(forecast_on=JULY))
    why = {"reason": SlipReason.LAND, "sentence": "界址要复核"}
    await forecasts.move(session, HOUSE, start.id, ForecastIn(forecast_on=JULY, **why))
    await forecasts.move(session, HOUSE, start.id, ForecastIn(forecast_on=JUNE))

    start = (await by_key(session, project))["start"]
    assert (start.forecast_on, start.slip_days) == (JUNE, 0)


async def test_an_arrival_is_withdrawn_by_a_row_and_may_then_be_entered_again(session, project):
    start = (await by_key(session, project))["start"]
    await arrivals.reach(session, HOUSE, start.id, ReachedIn(reached_on=JUNE, evidence="施工许可证"))
    with pytest.raises(Conflict, match="请先撤回"):
        await arrivals.reach(session, HOUSE, start.id, ReachedIn(reached_on=JULY, evidence="施工许可证"))
    await arrivals.withdraw(session, HOUSE, start.id, ArrivalWithdrawalIn(reason="登错了"))
    with pytest.raises(Conflict, match="已经撤回"):
        await arrivals.withdraw(session, HOUSE, start.id, ArrivalWithdrawalIn(reason="登错了"))
    again = await arrivals.reach(session, HOUSE, start.id, ReachedIn(reached_on=JULY, evidence="施工许可证"))

    assert again.reached_on == JULY
