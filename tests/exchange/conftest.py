"""The cast of the pages, and a house full of projects without the time that it takes to make them."""

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from backend import db
from backend.accounts.models import Permission
from tests import signing
from tests.pages import conftest as pages

API = "/api/v1"
_midweek, cast, project = pages._midweek, pages.cast, pages.project  # the same cast in the same week
office, statements = pages.office, pages.statements
MANY = text("""
    WITH made AS (
        SELECT number, gen_random_uuid() AS project_id, 'M-' || lpad(number::text, 5, '0') AS code,
            (SELECT max(seq) FROM project_versions) + number AS seq
        FROM generate_series(1, :count) AS number
    ), versions AS (
        INSERT INTO project_versions (seq, project_id, code, version, operation, at, via, changed, digest, document)
        SELECT made.seq, made.project_id, made.code, 1, 'upsert', v.at, v.via, v.changed, v.digest,
            replace(v.document, '"code":"ZD-901"', '"code":"' || made.code || '"')
        FROM made, project_versions v WHERE v.code = 'ZD-901' AND v.version = 1
    )
    INSERT INTO summaries (project_id, code, name, short_name, kind, annual_lists, units, condition, signal,
        computed_signal, search, version, seq, updated_at, figures)
    SELECT made.project_id, made.code, s.name, s.short_name, s.kind, s.annual_lists, s.units, s.condition, s.signal,
        s.computed_signal, s.search, 1, made.seq, s.updated_at, s.figures
    FROM made, summaries s WHERE s.code = 'ZD-901'
""")


@pytest.fixture
async def multiply(session, project):
    """The one project many times over, with all that stands in its document."""

    async def by(count):
        await db.sql(session, MANY, count=count)

    return by


@pytest.fixture
async def reader(session, client):
    return client(await signing.key(session, Permission.READ))


@pytest.fixture
def events():
    """What was written to the log from here on, by the name of the event."""
    with capture_logs() as lines:
        yield lambda name: [each for each in lines if each["event"] == name]
