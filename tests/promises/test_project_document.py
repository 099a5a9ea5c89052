"""The stored text equals what the schema builds afresh, for every field and every kind of change: by the services, by
SQL that nobody announces, and by a rename of what a document only shows."""

import json
from contextlib import suppress
from itertools import count
from typing import get_args

import pytest
from pydantic import BaseModel
from sqlalchemy import Boolean, Date, DateTime, Enum, Integer, Numeric, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from backend import db
from backend.feed.tracking import TRACKED
from backend.milestones.models import Milestone, Phase
from backend.signals import rows
from backend.timeline.building import build
from backend.timeline.document import ProjectDocument
from backend.timeline.reading import with_documents
from backend.timeline.settling import NEW, settle_left_over
from tests import factories
from tests.promises.test_if_match import NAMES, UPDATES

TABLES = SQLModel.metadata.tables
FACTS = text("""
    SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname LIKE 'refuse_rewriting%' OR t.tgname LIKE 'refuse_change%'
""")
numbers = count(1)


SAID = {  # what the updates of `test_if_match` do not bring about
    "stages": [{"stage": "signed", "skip_reason": "来源未载"}],
    "duties": [{"kind": "lead", "unit": "reform"}],
    "problems": [{"what": "两户没有签约", "category": "land"}],
}


@pytest.fixture
async def house(session, lists, writer):
    """One project of which much was told through the API, in a transaction that is rolled back, and in which facts may
    be rewritten: what matters is that it would be noticed."""
    await factories.unit(session, code="reform", name="发展改革局")
    project = await factories.project(session, code="ZD-1", area="zone", kind="industrial")
    start = Milestone(project_id=project.id, position=1, key="start", label="开工", phase=Phase.WORKS)
    await factories.add(session, start)
    await factories.settle(session)
    for name, update in UPDATES.items():
        address = "/api/v1" + (update.at or name.partition(" ")[2].format(**NAMES))
        if update.first and update.method == "PUT" and "ZD-1" in address:
            assert (await writer.put(address, json=update.first)).status_code == 200, name
    said = {"updates": [{"invested_wan": "1.00", "site_progress": "主体封顶"}]} | SAID
    for part, bodies in said.items():
        for body in bodies:
            answer = await writer.post(f"/api/v1/projects/ZD-1/{part}", json=body)
            assert answer.status_code == 201, answer.text
    for table, trigger in (await db.sql(session, FACTS)).all():
        if table in TRACKED:
            await db.sql(session, text(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}"))
    return session


async def stored(session):
    query = with_documents().execution_options(populate_existing=True)
    return {summary.project_id: json.loads(told) for summary, told in await session.exec(query)}


async def afresh(session, projects):
    found = await rows.fetch(session, projects)
    return {project_id: json.loads(build(each).model_dump_json()) for project_id, each in found.items()}


def content(document):
    return {name: value for name, value in document.items() if name not in NEW}


async def differing(session, projects=None):
    """Projects whose stored document is not what their rows say; of all, or of some."""
    told = await stored(session)
    fresh = await afresh(session, projects or (await session.exec(text("SELECT id FROM projects"))).scalars())
    assert projects or told.keys() == fresh.keys()
    return {each["code"] for key, each in fresh.items() if content(told[key]) != content(each)}


def paths(value, at=""):
    """Every place in a document that holds something, lists seen as one."""
    if isinstance(value, dict):
        return {place for name, part in value.items() for place in paths(part, f"{at}.{name}" if at else name)}
    if isinstance(value, list):
        return {place for part in value for place in paths(part, at)} or {at}
    return {at}


def places(model, at=""):
    """Every place that the schema knows."""
    found = set()
    for name, field in model.model_fields.items():
        here = f"{at}.{name}" if at else name
        parts = [each for each in inner(field.annotation) if isinstance(each, type) and issubclass(each, BaseModel)]
        found |= set().union(*(places(part, here) for part in parts)) if parts else {here}
    return found


def inner(annotation):
    return {annotation}.union(*map(inner, get_args(annotation)))


def changed(before, after, at=""):
    """The places at which two documents differ."""
    if before == after:
        return set()
    if isinstance(before, dict) and isinstance(after, dict):
        return {
            place
            for name in before.keys() | after.keys()
            for place in changed(before.get(name), after.get(name), f"{at}.{name}" if at else name)
        }
    if isinstance(before, list) and isinstance(after, list):
        pairs = zip(before, after, strict=False)
        found = set().union(*(changed(*pair, at) for pair in pairs))
        longer = before[len(after) :] + after[len(before) :]
        return found | set().union(*(paths(part, at) for part in longer))
    return (paths(before, at) | paths(after, at)) - ({at} if isinstance(before or after, dict) else set()) or {at}


ANOTHER = {  # SQL for another value of a column, the likeliest first
    Boolean: ["NOT coalesce({name}, false)"],
    Numeric: ["coalesce({name}, 0) + 1", "{name} - 1"],
    Integer: ["coalesce({name}, 0) + 1", "{name} - 1"],
    Date: ["coalesce({name}, '2026-01-05') + 7", "{name} - 7"],
    DateTime: ["coalesce({name}, '2026-01-01Z') + interval '1 hour'"],
    ARRAY: ["array_append({name}, 'x{number}')", "array_append({name}, gen_random_uuid())"],
    String: ["left(coalesce({name}, ''), 3) || '改'", "'x{number}'", "'91330000000000000X'"],
}


def others(column):
    kind = kind_of(column)
    if isinstance(kind, Enum):
        return [f"'{value}'" for value in kind.enums]
    if column.foreign_keys:
        there = next(iter(column.foreign_keys)).column.table.name
        return [f"(SELECT id FROM {there} o WHERE o.id IS DISTINCT FROM {column.name} LIMIT 1)", "NULL"]
    sql = next((sql for each, sql in ANOTHER.items() if isinstance(kind, each)), [])
    return [each.format(name=column.name, number=next(numbers)) for each in sql]


def updates(table):
    for column in TABLES[table].columns:
        if not column.primary_key and column.name != "project_id":
            name = column.name
            said = [
                f"UPDATE {table} SET {name} = {other} WHERE {{row}} AND {name} IS DISTINCT FROM {other}"
                for other in others(column)
            ]
            yield from [[each] for each in said] if isinstance(kind_of(column), Enum) else [said]


def deeds(table):
    """Each a list of statements of which one is enough: a column of a row changed, a row gone, a row more."""
    yield from updates(table)
    yield [f"DELETE FROM {table} WHERE {{row}}"]


VALUE = {  # SQL for any value of a column
    Boolean: "false",
    Numeric: "1",
    Integer: "{integer}",
    Date: "'{day}'",
    DateTime: "'2026-01-05Z'",
    ARRAY: "'{{}}'",
    JSONB: "'{{}}'",
    String: "'x{number}'",
}


NAMED = (  # what other rows name, and another of each
    *("developers", "developers", "units", "units", "programmes", "batches", "accounts", "accounts", "stored_files"),
    *("review_meetings", "review_meetings", "work_matrices", "matrix_goals"),
)
NOTHING = {"supervisions.axis", "supervisions.assignment_id"}  # an order has one origin


def kind_of(column):
    """The type as the database knows it."""
    return getattr(column.type, "impl_instance", column.type)


def any_value(column, integer, day):
    """SQL for what may stand in a column, with rows of the same project where it names other rows."""
    kind = kind_of(column)
    if str(column) in NOTHING:
        return "NULL"
    if isinstance(kind, Enum):
        return f"'{kind.enums[0]}'"
    if column.foreign_keys:
        there = next(iter(column.foreign_keys)).column.table
        if column.nullable and there.name == "accounts":
            return "NULL"  # who asked and who agreed are two people
        mine = " WHERE project_id = :project" if "project_id" in there.columns else ""
        return ":project" if there.name == "projects" else f"(SELECT id FROM {there.name}{mine} LIMIT 1)"
    if column.primary_key and not isinstance(kind, String | Integer):
        return "gen_random_uuid()"
    sql = next((sql for each, sql in VALUE.items() if isinstance(kind, each)), "gen_random_uuid()")
    return sql.format(number=next(numbers), integer=integer, day=day)


async def bring_about(session, table, project):
    """A row of the project, if the database takes what may stand in its columns: the first of its kind, or one more."""
    columns = [column for column in TABLES[table].columns if not column.identity]
    names = ", ".join(column.name for column in columns)
    for integer, day in ((1, "2026-01-05"), (next(numbers), "2026-11-16")):
        values = ", ".join(any_value(column, integer, day) for column in columns)
        with suppress(DBAPIError):
            async with session.begin_nested():
                await db.sql(session, text(f"INSERT INTO {table} ({names}) VALUES ({values})"), project=project)
            return


async def some_rows(session, table):
    """One of those that belong to a project of which much is known."""
    key, project = TRACKED[table].key, TRACKED[table].project
    known = (
        f"(SELECT length(document) FROM project_versions v JOIN summaries USING (seq) WHERE v.project_id = t.{project})"
    )
    query = f"SELECT {key}::text, {project} FROM {table} t ORDER BY {known} DESC NULLS LAST LIMIT 1"
    return (await session.exec(text(query))).all()


async def done(session, statements, row):
    """Whether one of the statements is taken by the database."""
    for statement in statements:
        try:
            async with session.begin_nested():
                ended = await session.exec(text(statement.format(row=row)))
                if ended.rowcount:
                    return True
        except DBAPIError:
            continue
    return False


async def test_what_was_told_through_the_api_stands_in_the_document_as_the_rows_say(house):
    assert await differing(house) == set()


ELSEWHERE = {
    "shape",  # `test_another_shape`
    *(
        "lights.axis",
        "lights.judged_on",
        "lights.rule",
        "lights.signal",
        "lights.since",
        "computed_signal",
    ),  # `tests/signals`
    *(
        "actual_output_wan",
        "last_update.id",
        "national_code",
    ),  # by rows that agree with others: `test_versions`, `tests/money`
}


async def test_every_field_follows_every_change_of_a_row_by_raw_sql(house):
    """Of each tracked table that belongs to projects, each column of a row is changed, the row deleted, and one more made:
    the project appears in the feed with a document that is what its rows say."""
    project = (await house.exec(text("SELECT id FROM projects"))).scalar_one()
    for table in NAMED:
        await bring_about(house, table, project)
    for table in [name for name, tracked in TRACKED.items() if tracked.project]:
        if not await some_rows(house, table):
            await bring_about(house, table, project)
    await settle_left_over(house)
    before, moved, untried = await stored(house), set(), []
    for table in [name for name, tracked in TRACKED.items() if tracked.project]:
        untried += [] if (found := await some_rows(house, table)) else [table]
        for row, project in found:
            for statements in deeds(table):
                savepoint = await house.begin_nested()
                if statements and await done(house, statements, f"{TRACKED[table].key} = '{row}'"):
                    assert await settle_left_over(house) > 0, statements
                    assert await differing(house, [project]) == set(), statements
                    after = await stored(house)
                    assert after.get(project) != before[project], f"the project appears: {statements}"
                    moved |= changed(before[project], after.get(project))
                await savepoint.rollback()
                house.expire_all()
            savepoint = await house.begin_nested()
            await bring_about(house, table, project)
            await settle_left_over(house)
            assert await differing(house, [project]) == set(), f"one more in {table}"
            moved |= changed(before[project], (await stored(house)).get(project))
            await savepoint.rollback()
            house.expire_all()
    assert untried == []
    assert places(ProjectDocument) - moved <= ELSEWHERE


async def test_a_rename_reaches_every_document_that_shows_it(house):
    """Each row that is shown by projects without being theirs: its texts are changed, one row at a time."""
    for table in [name for name, tracked in TRACKED.items() if not tracked.project]:
        texts = [
            each.name
            for each in TABLES[table].columns
            if isinstance(kind_of(each), String) and not isinstance(kind_of(each), Enum) and not each.primary_key
        ]
        keys = (await house.exec(text(f"SELECT DISTINCT {TRACKED[table].key}::text FROM {table} LIMIT 10"))).scalars()
        for row in keys.all():
            savepoint = await house.begin_nested()
            for name in texts:
                await done(
                    house,
                    [f"UPDATE {table} SET {name} = left({name}, 3) || '改' WHERE {{row}}"],
                    f"{TRACKED[table].key} = '{row}'",
                )
            await settle_left_over(house)
            assert await differing(house) == set(), f"{table} {row}"
            await savepoint.rollback()
            house.expire_all()
