from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from backend import clock, db
from backend.feed.models import Change, Installation
from tests import factories


async def changes(session, subject=None):
    query = select(Change).order_by(col(Change.seq))
    return (await session.exec(query.where(Change.subject == subject) if subject else query)).all()


async def test_a_change_keeps_the_row_before_and_after_with_actor_and_door(session):
    actor = await factories.account(session)
    await db.act_as(session, actor.id, "page")
    project = await factories.project(session, short_name="旧名")
    project.short_name = "新名"
    await session.flush()

    created, renamed = await changes(session, "projects")
    assert (created.operation, created.before, created.project_id) == ("insert", None, project.id)
    assert (renamed.before["short_name"], renamed.after["short_name"]) == ("旧名", "新名")
    assert (renamed.actor_id, renamed.via) == (actor.id, "page")


async def test_raw_sql_is_recorded_as_such(session):
    project = await factories.project(session)
    await db.sql(session, text("UPDATE projects SET remark = 'by hand' WHERE id = :id"), id=project.id)

    last = (await changes(session, "projects"))[-1]
    assert (last.actor_id, last.via, last.after["remark"]) == (None, "sql", "by hand")


async def test_an_update_that_changes_nothing_leaves_no_line(session):
    project = await factories.project(session)
    await db.sql(session, text("UPDATE projects SET name = name WHERE id = :id"), id=project.id)

    assert len(await changes(session, "projects")) == 1


async def test_secrets_and_telephone_numbers_never_reach_the_record(session):
    account = await factories.account(session, phone="13800000000", password="$argon2id$…", totp_secret="ABC")
    account.phone = "13900000000"
    await session.flush()

    lines = await changes(session, "accounts")
    assert len(lines) == 1, "a change of what is left out is no change of the record"
    assert not {"phone", "password", "totp_secret", "email"} & set(lines[0].after)


@pytest.mark.parametrize("table", ["changes", "project_versions"])
@pytest.mark.parametrize("command", ["UPDATE {} SET via = 'me'", "DELETE FROM {}", "TRUNCATE {}"])
async def test_the_record_cannot_be_rewritten_even_by_its_owner(session, table, command):
    await factories.project(session)
    await factories.settle(session)
    with pytest.raises(DBAPIError, match="never rewritten"):
        await db.sql(session, text(command.format(table)))


async def test_a_tracked_table_cannot_be_truncated(session):
    with pytest.raises(DBAPIError, match="never rewritten"):
        await db.sql(session, text("TRUNCATE projects CASCADE"))


async def test_only_a_demonstration_follows_a_set_clock(session):
    long_ago = datetime(2020, 1, 6, 9, tzinfo=UTC)
    with clock.set_to(long_ago):
        await db.act_as(session, None, "demo")
        await factories.project(session)
    installation = (await session.exec(select(Installation))).one()
    installation.demonstration = True
    await session.flush()
    later = datetime(2099, 1, 5, 9, tzinfo=UTC)
    with clock.set_to(later):
        await db.act_as(session, None, "demo")
        await factories.project(session)

    first, second = await changes(session, "projects")
    assert first.at.year > 2020
    assert second.at == later


async def test_time_never_runs_backwards_in_the_record(session):
    installation = (await session.exec(select(Installation))).one()
    installation.demonstration = True
    await session.flush()
    for year in (2030, 2029):
        with clock.set_to(datetime(year, 1, 7, tzinfo=UTC)):
            await db.act_as(session, None, "demo")
            await factories.project(session)

    first, second = await changes(session, "projects")
    assert second.at >= first.at


async def test_who_acts_is_still_known_after_a_savepoint_was_rolled_back(session):
    actor = await factories.account(session)
    await db.act_as(session, actor.id, "page")
    savepoint = await session.begin_nested()
    await factories.project(session)
    await savepoint.rollback()
    await factories.project(session, code="KEPT")

    (kept,) = await changes(session, "projects")
    assert (kept.after["code"], kept.actor_id, kept.via) == ("KEPT", actor.id, "page")
