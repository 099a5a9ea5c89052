"""Everything at once: the stored bytes a line each, and no more in memory for many projects than for a few."""

import json
import tracemalloc

import pytest
from sqlmodel import col, select

from backend.projects.summary import Summary
from backend.timeline.models import ProjectVersion
from tests import factories
from tests.exchange.conftest import API

MEGABYTE = 1024 * 1024


async def test_each_line_is_a_document_as_it_is_stored(session, reader, multiply):
    await multiply(250)
    answer = await reader.get(f"{API}/export.ndjson")
    assert answer.headers["content-type"] == "application/x-ndjson"
    query = select(ProjectVersion.document).join(Summary, col(Summary.seq) == ProjectVersion.seq)
    stored = (await session.exec(query.order_by(col(Summary.code)))).all()
    assert answer.text.split("\n") == [*stored, ""]
    assert len(stored) == 251


async def test_who_took_everything_goes_on_in_the_feed_from_there(session, reader, project):
    cursor = (await reader.get(f"{API}/export.ndjson")).headers["x-feed-cursor"]
    assert (await reader.get(f"{API}/changes", params={"after": cursor})).json()["items"] == []
    await factories.project(session, code="ZD-902")
    await factories.settle(session)
    [entry] = (await reader.get(f"{API}/changes", params={"after": cursor})).json()["items"]
    assert entry["project"] == "ZD-902"


async def test_filters_hold_for_lines_too(reader, project):
    assert (await reader.get(f"{API}/export.ndjson?kind=road")).text == ""
    line = (await reader.get(f"{API}/export.ndjson?unit=zone")).text
    assert json.loads(line)["code"] == "ZD-901"
    assert (await reader.get(f"{API}/export.ndjson?colour=red")).status_code == 422


async def peak_of(reader, path):
    """How large the answer is, and how much memory at most was held while it was made."""
    tracemalloc.start()
    try:
        answer = await reader.get(path)
        return len(answer.content), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("what", ["projects.xlsx", "export.ndjson"])
async def test_5000_projects_are_sent_within_a_few_megabytes(reader, multiply, what):
    """Their documents alone are more than that, and so would their rows be."""
    await multiply(5_000)
    await reader.get(f"{API}/{what}?q=ZD-901")  # what is made once is made before
    size, peak = await peak_of(reader, f"{API}/{what}")
    kept_by_the_client = 2 * size  # by the test, which puts the answer together in memory
    assert peak < 4 * MEGABYTE + kept_by_the_client


async def test_an_export_of_many_costs_the_statements_of_one(reader, multiply, statements):
    await reader.get(f"{API}/projects.csv")
    statements.clear()
    await reader.get(f"{API}/projects.csv")
    few = len(statements)
    await multiply(300)
    statements.clear()
    await reader.get(f"{API}/projects.csv")
    assert len(statements) == few <= 5, statements
