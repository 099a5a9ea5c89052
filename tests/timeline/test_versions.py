import json
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from backend import db
from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.lifecycle import batches
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import BatchIn, StageEntryIn
from backend.milestones.models import BaselinePlan
from backend.projects import duties
from backend.projects.schemas import DutyIn
from backend.projects.summary import Summary
from backend.projects.vocabulary import DutyKind, Level, Stage
from backend.timeline import settling
from backend.timeline.models import Operation, ProjectVersion
from tests import factories
from tests.factories import settle

HOUSE = the_house("cli")


async def versions(session, project):
    query = select(ProjectVersion).where(ProjectVersion.project_id == project.id).order_by(col(ProjectVersion.seq))
    return (await session.exec(query)).all()


async def test_a_new_project_has_a_first_version_and_is_found_by_characters_pinyin_and_initials(session):
    project = await factories.project(session, code="ZD-901", name="同德科创项目", short_name="同德")
    await settle(session)

    (version,) = await versions(session, project)
    document = json.loads(version.document)
    assert (version.version, document["version"], document["name"]) == (1, 1, "同德科创项目")
    summary = (await session.exec(select(Summary).where(Summary.project_id == project.id))).one()
    assert summary.seq == version.seq
    assert summary.stage is None
    assert {"td", "tongde", "同德"} <= set(summary.search.split("\n"))


async def test_a_transaction_writes_at_most_one_version_a_project(session):
    project = await factories.project(session)
    await settle(session)
    await lifecycle.enter_stage(session, HOUSE, project.code, StageEntryIn(stage=Stage.SIGNED))
    await lifecycle.enter_stage(session, HOUSE, project.code, StageEntryIn(stage=Stage.STARTED))
    await settle(session)

    _, second = await versions(session, project)
    assert second.changed == ["stage", "signal", "computed_signal", "lights", "stages"]
    assert json.loads(second.document)["stage"] == "started"


async def test_a_transaction_that_only_reads_writes_no_version(session):
    project = await factories.project(session)
    await settle(session)
    await settle(session)
    assert len(await versions(session, project)) == 1


async def test_renaming_a_unit_writes_a_version_of_every_project_that_shows_it(session):
    unit = await factories.unit(session, code="zone", name="开发区管委会")
    shown, other = await factories.project(session), await factories.project(session)
    await settle(session)
    await duties.assign(session, HOUSE, shown.code, DutyIn(kind=DutyKind.LEAD, unit="zone"))
    await settle(session)

    unit.name = "经济技术开发区管委会"
    await settle(session)

    assert [version.changed for version in (await versions(session, shown))[1:]] == [["duties"], ["duties"]]
    assert len(await versions(session, other)) == 1


async def test_renaming_who_agreed_a_plan_writes_a_version_although_they_have_no_duty(session):
    project = await factories.project(session)
    officer = await factories.account(session, Role.OFFICE, person="王敏")
    plan = {"project_id": project.id, "agreed_by_id": officer.id, "agreed_on": date(2026, 1, 5), "version": 1}
    await factories.add(session, BaselinePlan(**plan))
    await settle(session)

    officer.person = "王慧敏"
    await settle(session)

    last = (await versions(session, project))[-1]
    assert (last.version, last.changed) == (2, ["baseline_plans"])
    assert json.loads(last.document)["baseline_plans"][0]["agreed_by"] == "王慧敏"


async def test_what_is_not_shown_of_a_person_makes_no_version(session):
    steward = await factories.account(session, Role.STEWARD)
    project = await factories.project(session)
    await settle(session)
    await duties.assign(session, HOUSE, project.code, DutyIn(kind=DutyKind.STEWARD, account=steward.name))
    await settle(session)

    steward.phone = "13800000000"
    await settle(session)

    assert len(await versions(session, project)) == 2


async def test_raw_sql_leaves_a_note_that_the_worker_settles(session):
    project = await factories.project(session)
    await settle(session)
    await db.sql(session, text("UPDATE projects SET total_investment = 1200 WHERE id = :id"), id=project.id)

    assert await settling.settle_left_over(session) == 1

    version = (await versions(session, project))[-1]
    assert (version.via, version.changed) == ("sql", ["total_investment_wan"])
    assert json.loads(version.document)["total_investment_wan"] == "1200.00"


async def test_a_deleted_project_leaves_a_last_version_and_no_summary(session):
    project = await factories.project(session)
    await settle(session)
    await session.delete(project)
    await settle(session)

    last = (await versions(session, project))[-1]
    assert (last.operation, last.document) == (Operation.DELETED, None)
    assert (await session.exec(select(Summary).where(Summary.project_id == project.id))).one_or_none() is None


async def test_a_second_start_is_refused_by_the_database_itself(session):
    project = await factories.project(session)
    await lifecycle.enter_stage(session, HOUSE, project.code, StageEntryIn(stage=Stage.STARTED, skip_reason="来源未载"))
    insert = text(
        "INSERT INTO stage_entries (id, project_id, stage, recorded_at)"
        " VALUES (gen_random_uuid(), :project, 'started', now())"
    )
    with pytest.raises(Exception, match="stage_entries_once"):
        await db.sql(session, insert, project=project.id)


async def test_the_document_says_batches_by_their_code_and_money_by_its_year(session):
    project = await factories.project(session, total_investment=Decimal(347900))
    await settle(session)
    await batches.create(session, HOUSE, BatchIn(year=2026, ordinal=3, level=Level.COUNTY))
    await lifecycle.enter_stage(session, HOUSE, project.code, StageEntryIn(stage=Stage.SIGNED, batch="2026-3"))
    await settle(session)

    document = json.loads((await versions(session, project))[-1].document)
    assert document["stages"][0]["batch"] == "2026-3"
    assert document["total_investment_wan"] == "347900.00"
    assert document["invested_total_wan"] is None, "nothing reported is unknown, never zero"
