"""From rows to lights: what is kept, since when, and what the document and the lists say of it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import func, select

from backend import clock
from backend.feed.models import Change, Touched
from backend.lifecycle import service as lifecycle
from backend.lifecycle import standstill
from backend.lifecycle.schemas import ResumptionIn, StageEntryIn, SuspensionIn, TerminationIn
from backend.milestones import forecasts
from backend.milestones import service as milestones
from backend.milestones.schemas import ForecastIn
from backend.money.models import MonthlyPlan
from backend.projects.models import AnnualPlan, OpeningBalance
from backend.projects.summary import Summary
from backend.projects.vocabulary import Cause, Signal, Stage
from backend.signals import judging
from backend.signals.models import Axis, Light
from backend.timeline import older
from backend.timeline.models import ProjectVersion
from backend.updates import service as updates
from backend.updates.schemas import UpdateIn
from tests import factories
from tests.factories import settle
from tests.signals.conftest import HOUSE, WEDNESDAY

SATURDAY = datetime.fromisoformat("2026-11-28T09:00:00+08:00")


async def look_again(session, project):
    """What the round of a night does."""
    await judging.relight(session, [project.id])
    await settle(session)


async def document_of(session, project):
    query = select(ProjectVersion).join(Summary, Summary.seq == ProjectVersion.seq)
    version = (await session.exec(query.where(Summary.project_id == project.id))).one()
    return older.read(version.document)


async def enter(session, project, stage, on=None):
    given = StageEntryIn(stage=stage, occurred_on=on, skip_reason="来源未载")
    await lifecycle.enter_stage(session, HOUSE, project.code, given)
    await settle(session)


async def report(session, project, week, amount="10"):
    given = UpdateIn(week=week, invested_wan=amount, site_progress="基础施工")
    await updates.submit(session, HOUSE, project.code, given)
    await settle(session)


async def suspend(session, project, since):
    await standstill.suspend(session, HOUSE, project.code, SuspensionIn(cause=Cause.FUNDS, since=since))
    await settle(session)


async def plan(session, project):
    """1,200 in the year, 100 a month."""
    await factories.add(session, AnnualPlan(project_id=project.id, year=2026, amount=Decimal(1200)))
    for month in range(1, 13):
        row = MonthlyPlan(project_id=project.id, year=2026, month=month, amount=Decimal(100))
        await factories.add(session, row)


async def test_a_project_of_which_nothing_is_known_is_not_rated_and_says_why(session, project, lights):
    assert {axis: (light.signal, light.reason) for axis, light in (await lights(project)).items()} == {
        Axis.START: (Signal.UNRATED, "计划开工日期待填报"),
        Axis.PROGRESS: (Signal.UNRATED, "年度计划投资待填报"),
        Axis.STATISTICS: (Signal.UNRATED, "开工以后才入统计库"),
        Axis.FUNDS: (Signal.UNRATED, "资金到位计划待填报"),
        Axis.REPORT: (Signal.UNRATED, "现在不用每周报送"),
    }
    assert (await document_of(session, project)).signal is Signal.UNRATED


async def test_the_light_of_a_project_is_its_worst_axis_with_the_reasons_in_words(session, project):
    await enter(session, project, Stage.STARTED, on=date(2026, 10, 10))

    document = await document_of(session, project)
    assert document.signal is Signal.AMBER
    assert [(light.axis.value, light.signal.value) for light in document.lights] == [
        ("start", "green"),
        ("progress", "unrated"),
        ("statistics", "amber"),
        ("funds", "unrated"),
        ("report", "unrated"),
    ]
    summary = (await session.exec(select(Summary).where(Summary.project_id == project.id))).one()
    assert summary.signal is Signal.AMBER
    assert summary.light_reason == "入库：2026年10月10日开工，满1个月没有入库"


async def test_each_result_keeps_the_rule_and_its_inputs(session, project, lights):
    await enter(session, project, Stage.STARTED, on=date(2026, 10, 10))
    light = (await lights(project))[Axis.STATISTICS]
    assert (light.rule, light.inputs) == ("2026-01", {"started_on": "2026-10-10", "registered_on": None})
    assert (light.was, light.since, light.judged_on) == (Signal.UNRATED, date(2026, 11, 25), date(2026, 11, 25))


async def test_the_lights_are_part_of_the_version_that_the_transaction_writes(session, project):
    before = (await document_of(session, project)).version
    await enter(session, project, Stage.STARTED, on=date(2026, 10, 10))
    assert (await document_of(session, project)).version == before + 1
    assert (await session.exec(select(func.count()).select_from(Touched))).one() == 0


async def test_nothing_new_is_kept_where_nothing_differs(session, project, kept):
    await enter(session, project, Stage.STARTED, on=date(2026, 10, 10))
    before = (await session.exec(select(func.count()).select_from(Change))).one()
    version = (await document_of(session, project)).version

    await look_again(session, project)

    assert (await session.exec(select(func.count()).select_from(Change))).one() == before
    assert (await document_of(session, project)).version == version
    assert await kept(project, Axis.STATISTICS) == ["unrated", "amber"]


async def test_a_colour_that_stays_keeps_its_day_though_the_reason_changes(session, project, lights):
    project.planned_start_on = date(2026, 9, 15)
    await settle(session)
    assert (await lights(project))[Axis.START].since == date(2026, 11, 25)
    with clock.set_to(WEDNESDAY + timedelta(days=10)):
        await look_again(session, project)
        start = (await lights(project))[Axis.START]
        assert (start.signal, start.was, start.since) == (Signal.RED, Signal.AMBER, date(2026, 12, 5))
    with clock.set_to(WEDNESDAY + timedelta(days=40)):
        await look_again(session, project)
        start = (await lights(project))[Axis.START]
        assert start.reason.startswith("计划2026年9月开工，已过4个月没有开工")
        assert (start.signal, start.since, start.judged_on) == (Signal.RED, date(2026, 12, 5), date(2027, 1, 4))


async def test_progress_counts_what_was_reported_by_the_last_closed_week(session, project, lights):
    await plan(session, project)
    await enter(session, project, Stage.STARTED)
    opened = {"invested_in_year": Decimal(700), "invested_before_year": Decimal(0)}
    await factories.add(session, OpeningBalance(project_id=project.id, year=2026, **opened))
    await report(session, project, "2026-W47", "200")
    await report(session, project, "2026-W48", "90")

    progress = (await lights(project))[Axis.PROGRESS]
    # 1000 of ten months and 20 ÷ 30 of November are due on Friday 20 November; the running week does not count yet
    assert (progress.inputs["due"], progress.inputs["invested"]) == ("1066.67", "900.00")
    assert (progress.signal, progress.inputs["points"]) == (Signal.AMBER, "-13.89")

    with clock.set_to(SATURDAY):
        await look_again(session, project)
    progress = (await lights(project))[Axis.PROGRESS]
    assert (progress.inputs["due"], progress.inputs["invested"]) == ("1090.00", "990.00")
    assert progress.signal is Signal.GREEN


async def test_a_week_counts_in_the_year_of_its_thursday_though_its_cut_off_lies_in_the_next(session, project, lights):
    await plan(session, project)
    await enter(session, project, Stage.STARTED)
    with clock.set_to(datetime.fromisoformat("2026-12-30T10:00:00+08:00")):
        await report(session, project, "2026-W53", "1000")
    with clock.set_to(datetime.fromisoformat("2027-01-02T00:10:00+08:00")):  # closed on Friday 1 January
        await look_again(session, project)
    progress = (await lights(project))[Axis.PROGRESS]
    assert (progress.inputs["until"], progress.inputs["due"]) == ("2026-12-31", "1200.00")
    assert progress.inputs["invested"] == "1000.00"


async def test_what_was_only_reported_in_the_running_week_is_not_known_yet(session, project, lights):
    await plan(session, project)
    await enter(session, project, Stage.STARTED)
    await report(session, project, "2026-W48", "90")
    assert (await lights(project))[Axis.PROGRESS].reason == "今年完成投资待填报"


async def test_the_report_axis_looks_at_closed_weeks_that_were_owed(session, project, lights):
    await enter(session, project, Stage.SIGNED)
    assert (await lights(project))[Axis.REPORT].reason == "还没到第一次报送截止"
    for weeks, signal, reason in (
        (0, Signal.AMBER, "1周应报，还没有报送过"),
        (1, Signal.RED, "2周应报，还没有报送过"),
    ):
        with clock.set_to(SATURDAY + timedelta(weeks=weeks)):
            await look_again(session, project)
        light = (await lights(project))[Axis.REPORT]
        assert (light.signal, light.reason) == (signal, reason)


async def test_a_late_update_turns_the_light_in_the_same_transaction(session, project, lights):
    await enter(session, project, Stage.SIGNED)
    with clock.set_to(SATURDAY):
        await look_again(session, project)
        assert (await lights(project))[Axis.REPORT].signal is Signal.AMBER
        await report(session, project, "2026-W48")
        assert (await lights(project))[Axis.REPORT].signal is Signal.GREEN


async def test_missing_weeks_are_counted_in_a_row_up_to_the_last_closed_one(session, project, lights):
    await enter(session, project, Stage.SIGNED)
    await report(session, project, "2026-W48")
    with clock.set_to(SATURDAY + timedelta(weeks=2)):
        await look_again(session, project)
        assert (await lights(project))[Axis.REPORT].reason == "缺2周报送（第49、50周）"
        await report(session, project, "2026-W50")
        assert (await lights(project))[Axis.REPORT].signal is Signal.GREEN


async def test_weeks_of_a_suspension_are_not_missing(session, project, lights):
    await enter(session, project, Stage.SIGNED)
    await report(session, project, "2026-W48")
    await suspend(session, project, date(2026, 11, 25))
    with clock.set_to(SATURDAY + timedelta(weeks=4)):
        await standstill.resume(session, HOUSE, project.code, ResumptionIn(resumed_on=date(2026, 12, 26)))
        await settle(session)
        assert (await lights(project))[Axis.REPORT].signal is Signal.GREEN


@pytest.mark.parametrize("ends", [False, True])
async def test_who_stands_still_or_has_ended_is_not_rated(session, project, lights, ends):
    await enter(session, project, Stage.STARTED, on=date(2026, 1, 10))
    if ends:
        given = TerminationIn(ended_on=date(2026, 11, 20), reason="企业破产")
        await standstill.terminate(session, HOUSE, project.code, given)
        await settle(session)
    else:
        await suspend(session, project, date(2026, 11, 20))
    assert {(light.signal, light.reason) for light in (await lights(project)).values()} == {
        (Signal.UNRATED, "已终止，不评灯" if ends else "停工缓建期间不评灯")
    }


async def test_only_lights_change_when_the_clock_moves_90_days(session, project):
    await factories.template(session, "public_works")
    project.planned_start_on = date(2026, 12, 1)
    project.planned_production_on = date(2027, 1, 1)
    await enter(session, project, Stage.SIGNED)
    for node in await milestones.plan(session, HOUSE, project.code):
        await forecasts.move(session, HOUSE, node.id, ForecastIn(forecast_on=date(2026, 12, 1)))
    await settle(session)
    before = await document_of(session, project)

    with clock.set_to(WEDNESDAY + timedelta(days=90)):
        await look_again(session, project)

    after = await document_of(session, project)
    differ = {name for name in type(after).model_fields if getattr(before, name) != getattr(after, name)}
    assert differ == {"version", "updated_at", "signal", "computed_signal", "lights"}
    assert len(after.milestones) == 4
    assert all(node.reached_on is None for node in after.milestones)


async def test_the_project_goes_and_takes_its_lights_along(session, project):
    await session.delete(project)
    await settle(session)
    assert (await session.exec(select(func.count()).select_from(Light))).one() == 0
