from datetime import datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from backend import clock, db
from backend.accounts.actor import Actor, the_house
from backend.accounts.models import Role
from backend.errors import Conflict, Forbidden, Invalid, Stale
from backend.ids import uuid7
from backend.milestones import service as milestones
from backend.projects import duties
from backend.projects.schemas import DutyIn
from backend.projects.vocabulary import DutyKind
from backend.timeline import reading
from backend.timeline.document import ProjectDocument
from backend.updates import service
from backend.updates.schemas import UpdateIn
from tests import factories

HOUSE = the_house("cli")
WEDNESDAY = datetime.fromisoformat("2026-11-25T10:00:00+08:00")


@pytest.fixture(autouse=True)
def _midweek():
    with clock.set_to(WEDNESDAY):
        yield


@pytest.fixture
async def project(session):
    await factories.template(session, "public_works")
    return await factories.project(session, short_name="同德")


def words(**given):
    return UpdateIn(**{"invested_wan": "620", "site_progress": "聚合釜8台全部就位"} | given)


async def document(session, project) -> ProjectDocument:
    await factories.settle(session)
    return ProjectDocument.model_validate_json((await reading.current(session, HOUSE, project.code)).document)


async def test_month_year_and_total_are_computed_from_the_weeks(session, project):
    for week, amount in (("2026-W44", "100"), ("2026-W47", "580"), ("2026-W48", "620.50")):
        await service.submit(session, HOUSE, project.code, words(week=week, invested_wan=amount))

    told = await document(session, project)

    (year,) = told.years
    assert (year.year, year.months_wan[9], year.months_wan[10]) == (2026, Decimal(100), Decimal("1200.50"))
    assert year.invested_wan == told.invested_total_wan == Decimal("1300.50")
    assert told.last_update.week == "2026-W48"


async def test_there_is_one_update_a_project_and_week(session, project):
    await service.submit(session, HOUSE, project.code, words())
    with pytest.raises(Conflict, match="同德第48周已经报过"):
        await service.submit(session, HOUSE, project.code, words())


async def test_the_same_sent_twice_under_one_id_is_one_row_and_one_answer(session, project):
    given = words(id=uuid7())
    assert await service.submit(session, HOUSE, project.code, given) is await service.submit(
        session, HOUSE, project.code, given
    )
    with pytest.raises(Conflict):
        await service.submit(session, HOUSE, project.code, given.model_copy(update={"site_progress": "别的话"}))


async def test_a_late_update_is_taken_and_marked(session, project):
    assert (await service.submit(session, HOUSE, project.code, words(week="2026-W47"))).late
    assert not (await service.submit(session, HOUSE, project.code, words())).late


async def test_a_week_that_has_not_begun_is_refused(session, project):
    with pytest.raises(Invalid, match="2026年第49周还没有开始，现在是2026年第48周"):
        await service.submit(session, HOUSE, project.code, words(week="2026-W49"))


async def test_nothing_moved_is_one_word(session, project):
    update = await service.submit(session, HOUSE, project.code, UpdateIn(unchanged=True))
    assert (update.unchanged, update.invested) == (True, 0)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "没有变化请选"),
        ({"unchanged": True, "invested_wan": "5"}, "去掉其中一个"),
        ({"site_progress": "有进展"}, "没有投资就填 0"),
    ],
)
def test_an_update_says_something_or_that_nothing_moved(given, sentence):
    with pytest.raises(ValidationError, match=sentence):
        UpdateIn(**given)


async def test_ticking_a_milestone_marks_it_reached_with_its_proof(session, project):
    await milestones.plan(session, HOUSE, project.code)
    tick = {"key": "land", "reached_on": "2026-11-24", "evidence": "晋自然资函〔2026〕1号"}
    await service.submit(session, HOUSE, project.code, words(milestones_reached=[tick]))

    told = await document(session, project)

    land = next(milestone for milestone in told.milestones if milestone.key == "land")
    assert (str(land.reached_on), land.evidence) == ("2026-11-24", "晋自然资函〔2026〕1号")
    assert told.permits.done == 1
    assert "用地手续" not in told.permits.missing


@pytest.mark.parametrize(
    ("tick", "sentence"),
    [
        ({"key": "moon", "reached_on": "2026-11-24", "evidence": "记录"}, "没有节点 moon"),
        ({"key": "land", "reached_on": "2026-11-26", "evidence": "记录"}, "今天以后"),
    ],
)
async def test_a_wrong_tick_refuses_the_whole_update(session, project, tick, sentence):
    await milestones.plan(session, HOUSE, project.code)
    with pytest.raises(Invalid, match=sentence):
        await service.submit(session, HOUSE, project.code, words(milestones_reached=[tick]))


async def test_what_was_sent_is_put_right_until_the_week_closes(session, project):
    await service.submit(session, HOUSE, project.code, words())
    update = await service.revise(session, HOUSE, project.code, words(invested_wan="630"), base_version=1)
    assert (update.invested, update.version) == (630, 2)
    with pytest.raises(Stale):
        await service.revise(session, HOUSE, project.code, words(invested_wan="640"), base_version=1)
    with clock.set_to(datetime.fromisoformat("2026-11-27T18:00:01+08:00")), pytest.raises(Conflict, match="已经截止"):
        await service.revise(session, HOUSE, project.code, words(week="2026-W48", invested_wan="640"), base_version=2)


async def test_who_answers_for_the_project_reports_and_others_do_not(session, project):
    steward = await factories.account(session, Role.STEWARD)
    leader = await factories.account(session, Role.LEADER)
    await factories.settle(session)
    await duties.assign(session, HOUSE, project.code, DutyIn(kind=DutyKind.STEWARD, account=steward.name))

    with pytest.raises(Forbidden, match="没有填报同德的职责"):
        await service.submit(session, Actor.of(leader), project.code, words())
    update = await service.submit(session, Actor.of(steward), project.code, words())
    assert update.submitted_by_id == steward.id


async def test_the_database_takes_no_week_that_begins_on_another_day_than_monday(session):
    project = await factories.project(session)
    await factories.settle(session)
    said = text(
        "INSERT INTO updates (id, project_id, week_start, unchanged, invested, milestones_reached, late, submitted_at,"
        " version) VALUES (:id, :id, '2026-11-24', false, 1, '{}', false, now(), 1)"
    )
    with pytest.raises(IntegrityError, match="updates_monday_check"):
        await db.sql(session, said, id=project.id)
