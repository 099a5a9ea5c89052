from datetime import date, timedelta

import pytest
from sqlmodel import select

from backend.accounts.actor import Actor, the_house
from backend.accounts.models import Role
from backend.clock import today
from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.feed.models import Change
from backend.lifecycle import batches, service
from backend.lifecycle.schemas import BatchIn, StageEntryIn, TerminationIn, WithdrawalIn
from backend.lifecycle.standstill import terminate
from backend.projects.vocabulary import Level, Stage
from tests import factories

HOUSE = the_house("cli")


@pytest.fixture
async def project(session):
    return await factories.project(session, short_name="同德")


async def enter(session, project, stage, **given):
    return await service.enter_stage(session, HOUSE, project.code, StageEntryIn(stage=stage, **given))


async def test_stages_are_entered_in_order(session, project):
    await enter(session, project, Stage.SIGNED, occurred_on=date(2024, 3, 18))
    await enter(session, project, Stage.STARTED, occurred_on=date(2024, 9, 26))
    assert [entry.stage for entry in await service.live_entries(session, project)] == [Stage.SIGNED, Stage.STARTED]


async def test_a_stage_is_skipped_only_with_a_reason(session, project):
    with pytest.raises(Invalid, match="还没有登记签约"):
        await enter(session, project, Stage.STARTED)
    entry = await enter(session, project, Stage.STARTED, skip_reason="公路项目不签约")
    assert entry.skip_reason == "公路项目不签约"


async def test_a_skip_reason_without_a_skip_is_not_kept(session, project):
    await enter(session, project, Stage.SIGNED)
    entry = await enter(session, project, Stage.STARTED, skip_reason="多写的")
    assert entry.skip_reason is None


async def test_a_second_start_is_refused_and_names_the_first(session, project):
    await enter(session, project, Stage.STARTED, skip_reason="来源未载", occurred_on=date(2024, 9, 26))
    before = len((await session.exec(select(Change))).all())
    with pytest.raises(Conflict, match="同德已经登记过开工（2024年9月26日），一个项目只能开工一次"):
        await enter(session, project, Stage.STARTED, skip_reason="再来一次")
    assert len((await session.exec(select(Change))).all()) == before


async def test_nothing_is_entered_in_the_future(session, project):
    with pytest.raises(Invalid, match="今天以后"):
        await enter(session, project, Stage.SIGNED, occurred_on=today() + timedelta(days=1))


async def test_a_stage_recorded_late_keeps_its_place_in_time(session, project):
    await enter(session, project, Stage.SIGNED, occurred_on=date(2024, 3, 18))
    with pytest.raises(Invalid, match="开工不能早于签约（2024年3月18日）"):
        await enter(session, project, Stage.STARTED, occurred_on=date(2024, 3, 17))


async def test_a_withdrawn_entry_stays_and_makes_room_for_the_right_one(session, project):
    wrong = await enter(session, project, Stage.SIGNED, occurred_on=date(2024, 3, 18))
    await service.withdraw(session, HOUSE, project.code, wrong.id, WithdrawalIn(reason="录错项目"))
    right = await enter(session, project, Stage.SIGNED, occurred_on=date(2025, 3, 18))

    assert [entry.id for entry in await service.live_entries(session, project)] == [right.id]
    await session.refresh(wrong)
    assert wrong.withdrawal_id is not None


async def test_an_entry_is_withdrawn_once_and_the_later_ones_first(session, project):
    signed = await enter(session, project, Stage.SIGNED)
    started = await enter(session, project, Stage.STARTED)
    reason = WithdrawalIn(reason="录错项目")
    with pytest.raises(Conflict, match="请先撤回后面的开工"):
        await service.withdraw(session, HOUSE, project.code, signed.id, reason)
    await service.withdraw(session, HOUSE, project.code, started.id, reason)
    with pytest.raises(Conflict, match="已经撤回"):
        await service.withdraw(session, HOUSE, project.code, started.id, reason)


async def test_only_the_office_enters_stages_and_a_stranger_does_not_find_the_project(session, project):
    leader = Actor.of(await factories.account(session, Role.LEADER))
    stranger = Actor.of(await factories.account(session, Role.STEWARD))
    given = StageEntryIn(stage=Stage.SIGNED)
    with pytest.raises(Forbidden):
        await service.enter_stage(session, leader, project.code, given)
    with pytest.raises(NotFound):
        await service.enter_stage(session, stranger, project.code, given)


async def test_a_terminated_project_enters_nothing_more(session, project):
    await terminate(session, HOUSE, project.code, TerminationIn(ended_on=today(), reason="投资方退出"))
    with pytest.raises(Conflict, match="终止"):
        await enter(session, project, Stage.SIGNED)


async def test_batches_are_numbered_within_the_year_and_overall(session):
    first = await batches.create(session, HOUSE, BatchIn(year=2025, ordinal=1, level=Level.COUNTY))
    second = await batches.create(session, HOUSE, BatchIn(year=2026, ordinal=1, level=Level.COUNTY))
    assert (first.number, second.number, second.code) == (1, 2, "2026-1")
    with pytest.raises(Conflict, match="2026年第1期已经有了"):
        await batches.create(session, HOUSE, BatchIn(year=2026, ordinal=1, level=Level.COUNTY))


async def test_an_unknown_batch_is_refused_with_the_way_to_write_it(session, project):
    with pytest.raises(NotFound, match="2026-3 这样"):
        await enter(session, project, Stage.SIGNED, batch="第三期")
