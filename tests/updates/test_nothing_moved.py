"""本周无变化 is one tap, and asks why only where the plan says that something should have moved."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from backend import clock
from backend.accounts.actor import the_house
from backend.errors import Invalid
from backend.milestones.models import Forecast, Milestone, Phase
from backend.money.models import MonthlyPlan
from backend.projects.models import AnnualPlan
from backend.timeline import reading
from backend.timeline.document import ProjectDocument
from backend.updates import service
from backend.updates.schemas import UpdateIn
from tests import factories

HOUSE = the_house("cli")
NOTHING = UpdateIn(unchanged=True)


@pytest.fixture(autouse=True)
def _midweek():
    with clock.set_to(datetime.fromisoformat("2026-11-25T10:00:00+08:00")):
        yield


@pytest.fixture
async def project(session):
    return await factories.project(session, short_name="同德")


async def planned(session, project, monthly):
    await factories.add(session, AnnualPlan(project_id=project.id, year=2026, amount=Decimal(12_000)))
    for month in range(1, 13):
        row = MonthlyPlan(project_id=project.id, year=2026, month=month, amount=Decimal(monthly))
        await factories.add(session, row)


async def believed(session, project, day):
    node = Milestone(project_id=project.id, position=1, key="pour", label="首次浇筑", phase=Phase.WORKS)
    await factories.add(session, node)
    await factories.add(session, Forecast(project_id=project.id, milestone_id=node.id, forecast_on=day))


async def test_without_a_plan_nobody_asks_why(session, project):
    assert (await service.submit(session, HOUSE, project.code, NOTHING)).unchanged_reason is None


async def test_a_project_behind_its_plan_is_asked_why(session, project):
    await planned(session, project, 1_000)
    with pytest.raises(Invalid, match=r"到11月27日比计划慢.*请写一句为什么没有变化") as refused:
        await service.submit(session, HOUSE, project.code, NOTHING)
    assert refused.value.errors[0].field == "unchanged_reason"

    why = NOTHING.model_copy(update={"unchanged_reason": "塔吊检修"})
    await service.submit(session, HOUSE, project.code, why)
    await factories.settle(session)
    told = ProjectDocument.model_validate_json((await reading.current(session, HOUSE, project.code)).document)
    assert (told.last_update.unchanged, told.last_update.unchanged_reason) == (True, "塔吊检修")


async def test_a_project_ahead_of_its_plan_is_not_asked(session, project):
    await planned(session, project, 1_000)
    await service.submit(session, HOUSE, project.code, UpdateIn(week="2026-W47", invested_wan="11500"))
    assert (await service.submit(session, HOUSE, project.code, NOTHING)).unchanged


@pytest.mark.parametrize(("day", "asked"), [(date(2026, 11, 29), True), (date(2026, 11, 30), False)])
async def test_a_milestone_believed_for_this_week_asks_why(session, project, day, asked):
    await believed(session, project, day)
    if not asked:
        assert (await service.submit(session, HOUSE, project.code, NOTHING)).unchanged
        return
    with pytest.raises(Invalid, match="本周预计到达“首次浇筑”"):
        await service.submit(session, HOUSE, project.code, NOTHING)


def test_a_reason_goes_with_nothing_moved_only():
    with pytest.raises(ValueError, match="只在选“本周无变化”时填"):
        UpdateIn(invested_wan="5", unchanged_reason="塔吊检修")
