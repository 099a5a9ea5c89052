"""The state of a past moment, over the API: lists with their filters and orders, and single projects."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from backend import db
from backend.accounts.actor import the_house
from backend.accounts.models import Permission
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.projects import duties
from backend.projects.schemas import DutyIn
from backend.projects.summary import Summary, past_summaries
from backend.projects.vocabulary import DutyKind, Stage
from backend.timeline.models import ProjectVersion
from tests import factories, signing
from tests.factories import settle

API = "/api/v1"
HOUSE = the_house("cli")


@pytest.fixture
async def reader(session, client):
    return client(await signing.key(session, Permission.READ))


@pytest.fixture
async def told(session):
    """A project whose name, area and stage changed, one that came later, and one that is gone; and when each stood."""
    plant = await factories.project(session, code="T-PLANT", name="地膜厂", short_name="地膜", area="town")
    gone = await factories.project(session, code="T-GONE", name="砖瓦厂", short_name="砖瓦", area="town")
    await settle(session)
    first = await moment(session)
    plant.name, plant.area = "降解膜生产线", "zone"
    await lifecycle.enter_stage(session, HOUSE, plant.code, StageEntryIn(stage=Stage.SIGNED))
    await session.delete(gone)
    await settle(session)
    second = await moment(session)
    await factories.project(session, code="T-LATER", name="污水厂", area="zone")
    await settle(session)
    return first, second


async def moment(session):
    """That of the newest version: what stands at it includes that version."""
    return (await session.exec(select(ProjectVersion.at).order_by(col(ProjectVersion.seq).desc()).limit(1))).one()


async def listed(program, at, query=""):
    answer = await program.get(f"{API}/projects?as_of={quote(at.isoformat())}{query}")
    assert answer.status_code == 200, answer.text
    return [each["code"] for each in answer.json()["items"]]


async def test_a_list_holds_the_projects_of_then_gone_ones_too_and_later_ones_not(told, reader):
    first, second = told
    assert await listed(reader, first) == ["T-GONE", "T-PLANT"]
    assert await listed(reader, second) == ["T-PLANT"]
    assert await listed(reader, first - timedelta(microseconds=1)) == []


@pytest.mark.parametrize(
    ("query", "then", "later"),
    [
        ("&area=town", ["T-GONE", "T-PLANT"], []),
        ("&area=zone", [], ["T-PLANT"]),
        ("&stage=pipeline", ["T-GONE", "T-PLANT"], []),
        ("&stage=signed", [], ["T-PLANT"]),
        ("&q=dimochang", ["T-PLANT"], []),
        ("&q=jjm", [], ["T-PLANT"]),
        ("&sort=name", ["T-PLANT", "T-GONE"], ["T-PLANT"]),
    ],
)
async def test_filters_and_orders_are_those_of_then(told, reader, query, then, later):
    first, second = told
    assert await listed(reader, first, query) == then
    assert await listed(reader, second, query) == later


async def test_pages_of_a_past_list_lose_none_and_a_cursor_is_good_for_its_moment_only(session, reader):
    for number in range(25):
        await factories.project(session, code=f"T-{number:02}", name=f"厂{number % 3}")
    await settle(session)
    at = await moment(session)
    for sort in ("code", "name", "updated_at", "signal"):
        found, cursor = [], ""
        while cursor is not None:
            query = f"as_of={quote(at.isoformat())}&sort={sort}&limit=10{cursor and f'&cursor={cursor}'}"
            page = (await reader.get(f"{API}/projects?{query}")).json()
            found += [each["code"] for each in page["items"]]
            last, cursor = cursor, page["next"]
        assert sorted(found) == [f"T-{number:02}" for number in range(25)]
        assert (await reader.get(f"{API}/projects?sort={sort}&limit=10&cursor={last}")).status_code == 400


async def test_a_past_state_is_the_stored_text_byte_for_byte_with_its_own_etag(session, told, reader):
    first, _ = told
    path = f"{API}/projects/T-PLANT"
    answer = await reader.get(f"{path}?as_of={quote(first.isoformat())}")
    stored = (
        await session.exec(select(ProjectVersion).where(ProjectVersion.code == "T-PLANT", ProjectVersion.version == 1))
    ).one()
    assert answer.content == stored.document.encode()
    assert answer.headers["etag"] == (await reader.get(f"{path}/versions/1")).headers["etag"]
    page = await reader.get(f"{API}/projects?as_of={quote(first.isoformat())}&q=T-PLANT")
    assert stored.document in page.text


async def test_parts_of_a_project_can_be_asked_as_of_a_moment(told, reader):
    first, second = told
    stages = f"{API}/projects/T-PLANT/stages?as_of="
    assert (await reader.get(stages + quote(first.isoformat()))).json()["items"] == []
    (entry,) = (await reader.get(stages + quote(second.isoformat()))).json()["items"]
    assert entry["stage"] == "signed"


async def test_a_deleted_project_can_be_read_as_it_was_and_not_after(told, reader):
    first, second = told
    path = f"{API}/projects/T-GONE"
    assert (await reader.get(f"{path}?as_of={quote(first.isoformat())}")).json()["name"] == "砖瓦厂"
    assert (await reader.get(f"{path}?as_of={quote(second.isoformat())}")).status_code == 404
    assert (await reader.get(path)).status_code == 404


async def test_a_scope_holds_what_was_in_it_then(session, told, client):
    """What a narrow key is shown of the past is what the feed told it at the time."""
    first, second = told
    town = client(await signing.key(session, Permission.READ, name="镇里的程序", scope={"area": "town"}))
    zone = client(await signing.key(session, Permission.READ, name="开发区", scope={"area": "zone"}))
    assert [await listed(town, first), await listed(town, second)] == [["T-GONE", "T-PLANT"], []]
    assert [await listed(zone, first), await listed(zone, second)] == [[], ["T-PLANT"]]
    path = f"{API}/projects/T-PLANT?as_of="
    assert (await zone.get(path + quote(first.isoformat()))).status_code == 404
    assert (await town.get(path + quote(first.isoformat()))).status_code == 200


@pytest.mark.parametrize("path", ["projects", "projects/T-PLANT", "projects/T-PLANT/milestones"])
async def test_a_moment_that_has_not_come_is_refused(told, reader, path):
    ahead = datetime.now(UTC) + timedelta(days=1)
    answer = await reader.get(f"{API}/{path}?as_of={quote(ahead.isoformat())}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/as_of"
    assert "还没有到" in answer.json()["errors"][0]["wanted"]


async def test_a_moment_needs_its_offset_whose_plus_may_come_plain(told, reader):
    assert (await reader.get(f"{API}/projects?as_of=2026-11-20T18:00+08:00")).json() == {"items": [], "next": None}
    assert (await reader.get(f"{API}/projects?as_of=2026-11-20T18:00")).status_code == 422


async def test_a_list_of_then_costs_two_statements_whatever_its_length(engine, told, reader):
    from tests.api.test_listing import counted

    first, _ = told
    await listed(reader, first)
    with counted(engine) as statements:
        await listed(reader, first)
    assert len(statements) - 1 <= 2, statements


async def test_past_summaries_have_all_columns_of_summaries(session):
    """The trigger copies a row by the names of its columns."""
    query = text(
        "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
        " WHERE table_name IN ('summaries', 'past_summaries') GROUP BY 1"
    )
    found = dict((await db.sql(session, query)).all())
    assert set(found["past_summaries"]) == {"during", *found["summaries"]}
    assert {each.name for each in past_summaries.columns} == {"during", *Summary.model_fields}


async def test_each_state_is_kept_for_the_time_in_which_it_stood(session, told):
    first, second = told
    query = select(past_summaries.c.code, past_summaries.c.during, past_summaries.c.name)
    rows = (await session.exec(query.order_by(past_summaries.c.code))).all()
    assert [(code, during.lower, during.upper, name) for code, during, name in rows] == [
        ("T-GONE", first, second, "砖瓦厂"),
        ("T-PLANT", first, second, "地膜厂"),
    ]


async def test_a_key_of_a_unit_never_sees_how_a_project_stood_before_the_unit_had_a_duty(session, told, client):
    first, second = told
    await factories.unit(session, code="transport")
    key = client(await signing.key(session, Permission.READ, name="交通局", scope={"unit": "transport"}))
    await duties.assign(session, HOUSE, "T-PLANT", DutyIn(kind=DutyKind.RESPONSIBLE, unit="transport"))
    await settle(session)
    path = f"{API}/projects/T-PLANT"
    for before in (first, second):
        assert await listed(key, before) == []
        for part in ("", "/milestones", "/duties"):
            assert (await key.get(f"{path}{part}?as_of={quote(before.isoformat())}")).status_code == 404
    assert await listed(key, await moment(session)) == ["T-PLANT"]
    assert (await key.get(path)).status_code == 200
