"""What a key that sees only some projects is told, and what it is not."""

import json
import runpy

import pytest
from sqlalchemy import text
from sqlmodel import select

from backend import db
from backend.accounts.actor import the_house
from backend.accounts.models import Permission
from backend.projects import duties
from backend.projects.models import Programme
from backend.projects.schemas import DutyIn
from backend.projects.vocabulary import DutyKind
from backend.timeline.models import ProjectVersion
from tests import factories, signing
from tests.factories import settle
from tests.feed.conftest import API, follow, told

MIGRATION = "migrations/versions/20261124_0657_scopes_in_the_feed.py"


async def change(session, project, **fields):
    for name, value in fields.items():
        setattr(project, name, value)
    await settle(session)


async def test_a_project_that_leaves_comes_back_and_is_deleted_is_told_step_by_step(session, stranger):
    project = await factories.project(session, code="A", area="town", remark="在镇里")
    await settle(session)
    await change(session, project, area="zone", remark="不该让镇里看到")
    await change(session, project, remark="更不该")
    await change(session, project, area="town", remark="回来了")
    await session.delete(project)
    await settle(session)

    found, _ = await follow(stranger)

    assert told(found) == [("A", "upsert"), ("A", "left_scope"), ("A", "upsert"), ("A", "deleted")]
    assert [each["version"] for each in found] == [1, 2, 4, 5]
    assert [each["seq"] for each in found] == [None] * 4
    assert "不该" not in json.dumps(found, ensure_ascii=False)
    left = found[1]
    assert (left["state"], left["changed"], left["actor_unit"]) == (None, [], None)
    assert "name" in found[2]["changed"], "who comes is new to its readers, whatever it was elsewhere"


async def test_what_was_before_a_project_entered_the_scope_stays_unknown(session, stranger):
    project = await factories.project(session, code="A", area="zone", remark="还在开发区")
    await settle(session)
    await change(session, project, area="town", remark=None)

    found, _ = await follow(stranger)
    assert [(each["version"], each["operation"]) for each in found] == [(2, "upsert")]
    assert "还在开发区" not in json.dumps(found, ensure_ascii=False)
    history = (await stranger.get(f"{API}/projects/A/history")).json()["items"]
    assert [each["version"] for each in history] == [2]
    assert (await stranger.get(f"{API}/projects/A/versions/1")).status_code == 404
    assert (await stranger.get(f"{API}/projects/A/versions/2")).status_code == 200


async def test_a_project_that_was_deleted_elsewhere_is_not_heard_of_again(session, stranger):
    project = await factories.project(session, code="A", area="town")
    await settle(session)
    await change(session, project, area="zone")
    await session.delete(project)
    await settle(session)
    assert told((await follow(stranger))[0]) == [("A", "upsert"), ("A", "left_scope")]


async def test_a_cursor_stays_the_same_whatever_happens_elsewhere(session, stranger):
    await factories.project(session, code="A", area="town")
    await settle(session)
    _, after = await follow(stranger)
    for _ in range(3):
        await factories.project(session, area="zone")
        await settle(session)
    assert (await follow(stranger, after)) == ([], after)
    assert (await stranger.get(f"{API}/changes?after=now")).json()["next"] == after


async def test_a_programme_is_a_scope(session, client):
    spurs = await factories.add(session, Programme(code="spurs", name="四条专用线"))
    project = await factories.project(session, code="A", programme_id=spurs.id)
    await settle(session)
    await change(session, project, programme_id=None)
    program = client(await signing.key(session, Permission.READ, scope={"programme": "spurs"}))
    assert told((await follow(program))[0]) == [("A", "upsert"), ("A", "left_scope")]


async def test_the_scope_of_a_unit_follows_its_duties(session, client):
    bureau = await factories.unit(session, code="transport")
    project = await factories.project(session, code="A")
    await settle(session)
    program = client(await signing.key(session, Permission.READ, scope={"unit": "transport"}))
    assert (await follow(program))[0] == []

    given = DutyIn(kind=DutyKind.RESPONSIBLE, unit="transport")
    duty = await duties.assign(session, the_house("cli"), "A", given)
    await settle(session)
    await duties.end(session, the_house("cli"), "A", duty.id)
    await settle(session)
    still = await follow(program)
    assert told(still[0]) == [("A", "upsert"), ("A", "upsert")], "who had a duty goes on seeing"

    await session.delete(duty)
    await settle(session)
    assert told((await follow(program, still[1]))[0]) == [("A", "left_scope")]
    assert project.code == "A"
    assert bureau.code == "transport"


async def test_to_those_who_know_a_project_by_its_code_another_code_is_another_project(session, reader):
    project = await factories.project(session, code="A")
    await settle(session)
    await change(session, project, code="B")
    found, _ = await follow(reader)
    assert told(found) == [("A", "upsert"), ("A", "deleted"), ("B", "upsert")]
    assert [each["seq"] for each in found] == [1, 2, 3]


async def test_a_code_that_goes_to_another_project_within_one_transaction_ends_as_that_one(session, reader):
    old = await factories.project(session, code="A", name="旧项目")
    await settle(session)
    await session.delete(old)
    await session.flush()
    await factories.project(session, code="A", name="新项目")
    await settle(session)
    found, _ = await follow(reader)
    assert told(found) == [("A", "upsert"), ("A", "deleted"), ("A", "upsert")]
    assert found[-1]["state"]["name"] == "新项目"


@pytest.mark.parametrize("command", ["UPDATE scope_entries SET step = 'left'", "DELETE FROM scope_entries"])
async def test_what_a_narrow_key_was_told_is_never_rewritten(session, command):
    await factories.project(session, area="town")
    await settle(session)
    with pytest.raises(Exception, match="never rewritten"):
        await db.sql(session, text(command))


async def test_stored_state_is_sent_byte_for_byte(session, reader):
    await factories.project(session, code="A", area="town")
    await settle(session)
    stored = (await session.exec(select(ProjectVersion.document))).one()
    assert f'"state":{stored}}}' in (await reader.get(f"{API}/changes")).text


async def test_versions_from_before_there_were_scopes_are_told_alike(session):
    """The migration reads out of the stored documents what is written with each version since."""
    project = await factories.project(session, code="A", area="town")
    await factories.project(session, code="B", area="zone")
    await settle(session)
    await change(session, project, area="zone")
    await session.delete(project)
    await settle(session)
    _, _, reading = runpy.run_path(MIGRATION)["ENTER"].partition("WITH")
    query = text(f"SELECT * FROM (WITH{reading}) AS read_again ORDER BY 1, 2")
    by_hand = [tuple(row) for row in await db.sql(session, query)]
    written = await db.sql(session, text("SELECT scope, seq, step FROM scope_entries ORDER BY 1, 2"))
    assert by_hand == [tuple(row) for row in written]
    assert ("area:town", 3, "left") in by_hand
