"""What units achieved, held against the rows by other SQL and by hand."""

from decimal import Decimal

import pytest
from sqlalchemy import func, text
from sqlmodel import select

from backend import clock
from backend.accounts.actor import the_house
from backend.db import ask
from backend.targets import counted_then, counting
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.timeline import reading
from backend.timeline.models import ProjectVersion

pytestmark = pytest.mark.usefixtures("busy")


@pytest.fixture
async def achieved(session):
    found = await counting.achieved(session, 2026)
    return lambda unit, measure, period: found.of(unit, UnitMeasure(measure), Period.parse(period))


async def test_a_project_counts_for_the_unit_that_answers_at_the_months_end(achieved):
    assert achieved("zone", "started", "2026-11") == 1
    assert achieved("roads", "started", "2026-11") == 1
    assert achieved("zone", "invested", "2026-10") == 40, "in October the road was the zone's"
    assert achieved("roads", "invested", "2026-10") == 0


async def test_a_quarter_is_the_sum_of_its_months_and_a_year_has_the_opening_balance_too(achieved):
    assert achieved("zone", "signed", "2026-Q4") == 1
    assert achieved("zone", "invested", "2026-11") == 130, "as corrected"
    assert achieved("zone", "invested", "2026-Q4") == 170
    assert achieved("zone", "invested", "2026") == 670


async def test_a_start_that_was_taken_back_and_one_without_a_day_count_nowhere(session, zone, achieved):
    before = achieved("zone", "started", "2026")
    from backend.lifecycle.models import StageEntry, StageWithdrawal
    from backend.projects.vocabulary import Stage
    from tests import factories
    from tests.targets.conftest import answers, enters

    wrong, undated = [await factories.project(session) for _ in range(2)]
    for project in (wrong, undated):
        await answers(session, project, zone)
    entry = await enters(session, wrong, Stage.STARTED, None)
    row = await factories.add(session, StageWithdrawal(project_id=wrong.id, reason="登错了"))
    entry.withdrawal_id = row.id
    await factories.add(session, StageEntry(project_id=undated.id, stage=Stage.STARTED))

    assert (await counting.achieved(session, 2026)).of("zone", UnitMeasure.STARTED, Period.parse("2026")) == before


@pytest.mark.parametrize("measure", list(UnitMeasure))
@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-10", "2026-11"])
async def test_the_projects_behind_a_figure_add_up_to_it(session, achieved, measure, period):
    for unit in ("zone", "roads"):
        parts = await counting.behind(session, unit, measure, Period.parse(period))
        assert sum((part.amount for part in parts), Decimal(0)) == achieved(unit, measure, period)


async def test_investment_of_all_units_is_what_sql_counts_of_the_year(session, achieved):
    total = await ask(
        session,
        text("""
        SELECT (SELECT sum(coalesce((SELECT c.invested FROM corrections c WHERE c.update_id = u.id), u.invested))
                FROM updates u) + (SELECT sum(invested_in_year) FROM opening_balances)
        """),
    )
    assert achieved("zone", "invested", "2026") + achieved("roads", "invested", "2026") == total.scalar_one()


async def test_a_problem_that_was_struck_off_counts_for_the_unit_that_leads(achieved):
    assert achieved("roads", "closed", "2026-11") == 1
    assert achieved("zone", "closed", "2026") == 0, "though it is a problem of its project"


async def test_the_documents_say_the_same_as_the_rows(session):
    last = (await session.exec(select(func.max(ProjectVersion.at)))).one()  # the database tells its own time
    documents = await reading.as_of(session, the_house("test"), last)
    rows, then = await counting.achieved(session, 2026), counted_then.achieved(documents, 2026, clock.today())
    assert {key: amount for key, amount in then.amounts.items() if amount} == rows.amounts
    period = Period.parse("2026-11")
    assert counted_then.answered_for(documents, period, clock.today()) == await counting.answered_for(session, period)
