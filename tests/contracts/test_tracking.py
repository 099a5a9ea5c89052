from sqlalchemy import text
from sqlmodel import SQLModel

import backend.models  # noqa: F401
from backend import db
from backend.feed.tracking import TRACKED, owned_tables

TRIGGERS = text("""
    SELECT c.relname, t.tgname, t.tgargs, t.tgdeferrable AND t.tginitdeferred
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgname IN ('record_change', 'note_touched', 'refuse_truncate')
""")
NOT_ROWS_OF_A_PROJECT = {
    "summaries",
    "past_summaries",
    "project_versions",
    "changes",
    "touched",
}  # made from the rows, by the house


def test_every_table_that_belongs_to_a_project_is_tracked():
    with_project = {name for name, table in SQLModel.metadata.tables.items() if "project_id" in table.columns}
    assert with_project - NOT_ROWS_OF_A_PROJECT <= owned_tables()


def test_no_tracked_table_brings_secrets_or_telephone_numbers_into_the_record():
    forbidden = {"password", "secret", "secret_hash", "totp_secret", "token_hash", "phone", "email"}
    for table, tracked in TRACKED.items():
        recorded = set(SQLModel.metadata.tables[table].columns.keys()) - set(tracked.hidden)
        assert not recorded & forbidden, table


async def test_the_database_tracks_what_is_declared_and_nothing_else(session):
    found = {(table, name): (args, deferred) for table, name, args, deferred in await db.sql(session, TRIGGERS)}

    expected = {}
    for table, tracked in TRACKED.items():
        record = (tracked.key, tracked.project, ",".join(tracked.hidden))
        note = (tracked.key, tracked.project, tracked.shown_in)
        expected[table, "record_change"] = (_arguments(*record), True)
        expected[table, "note_touched"] = (_arguments(*note), False)
        expected[table, "refuse_truncate"] = (b"", False)
    for table in ("changes", "project_versions", "scope_entries"):
        expected[table, "refuse_truncate"] = (b"", False)
    assert found == expected


def _arguments(*words: str) -> bytes:
    return b"".join(word.encode() + b"\0" for word in words)
