"""A change of schema rebuilds the current documents in the worker without stopping; older versions stay readable."""

import asyncio
import json

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from backend import chores, db
from backend.accounts.models import Permission
from backend.projects.models import Project
from backend.projects.summary import Summary
from backend.timeline import older, reshaping
from backend.timeline.document import SHAPE, ProjectDocument
from backend.timeline.models import ProjectVersion
from tests import signing
from tests.running.test_jobs import eventually, working

PROJECTS = 45
SINCE = ("shape", "lights", "investment_changes", "funding_sources", "fund_plans", "fund_arrivals", "results")
SINCE += (
    "assignments",
    "baseline_plans",
    "computed_signal",
    "override",
    "expected_profit_wan",
    "expected_energy_tce",
    "two_high",
)
OLD = text("""
    INSERT INTO project_versions (seq, project_id, code, version, operation, at, via, changed, digest, document)
    VALUES (:seq, :project_id, :code, :version, 'upsert', now(), 'old', '{}', 'old', :document)
""")
STAND = text("UPDATE summaries SET seq = :seq, version = :version WHERE project_id = :project_id")


def as_then(document, version):
    """As the first shape wrote it."""
    told = {name: value for name, value in json.loads(document).items() if name not in SINCE}
    return json.dumps(told | {"version": version}, ensure_ascii=False, separators=(",", ":"))


@pytest.fixture
async def old(committed):
    """A house whose documents were all last written when the document had its first shape."""
    async with db.begin(via="cli") as session:
        session.add_all(
            Project(code=f"P-{number:02}", name=f"项目{number}", short_name="项", kind="road")
            for number in range(PROJECTS)
        )
    async with db.begin() as session:
        standing = (await session.exec(select(ProjectVersion).order_by(col(ProjectVersion.seq)))).all()
        for number, each in enumerate(standing, PROJECTS + 1):
            new = {"seq": number, "project_id": each.project_id, "version": 2}
            await db.sql(session, OLD, **new, code=each.code, document=as_then(each.document, 2))
            await db.sql(session, STAND, **new)
    return committed


async def stands():
    query = select(ProjectVersion).join(Summary, col(Summary.seq) == ProjectVersion.seq)
    async with db.sessions() as session:
        return (await session.exec(query.order_by(col(ProjectVersion.code)))).all()


async def shapes():
    return [each.shape for each in await stands()]


async def is_brought_up():
    return set(await shapes()) == {SHAPE}


async def test_the_worker_writes_all_anew_while_others_write(old):
    assert set(await shapes()) == {0}
    async with working(old):
        for number in range(5):
            async with db.begin(via="api") as session:
                project = (await session.exec(select(Project).where(Project.code == f"P-{number:02}"))).one()
                project.remark = "同时有人在改"
            await asyncio.sleep(0.05)
        await eventually(is_brought_up, 20)
    for each in await stands():
        document = ProjectDocument.model_validate_json(each.document)
        assert json.loads(each.document) == json.loads(document.model_dump_json()), "nothing is missing, nothing else"
        assert document.remark == ("同时有人在改" if each.code < "P-05" else None)
    async with db.sessions() as session:
        numbers = (await session.exec(select(ProjectVersion.seq).order_by(col(ProjectVersion.seq)))).all()
    assert numbers == list(range(1, len(numbers) + 1))


async def test_broken_off_it_goes_on_where_it_was_and_does_nothing_twice(old):
    for part in range(1, PROJECTS // reshaping.AT_ONCE + 1):
        async with db.begin(via="reshape") as session:
            await reshaping.bring_up(session)
        assert (await shapes()).count(SHAPE) == part * reshaping.AT_ONCE
    with pytest.raises(RuntimeError):
        await killed_amid_a_part()
    assert (await shapes()).count(0) == PROJECTS % reshaping.AT_ONCE
    await asyncio.gather(chores.bring_documents_up(), chores.bring_documents_up())
    assert {each.version for each in await stands()} == {3}
    await chores.bring_documents_up()
    assert {each.version for each in await stands()} == {3}


async def killed_amid_a_part():
    async with db.begin(via="reshape") as session:
        await reshaping.bring_up(session)
        raise RuntimeError


async def test_the_feed_tells_of_the_new_documents_and_older_versions_stay_readable(old, site, client_of):
    await chores.bring_documents_up()
    async with db.begin(via="cli") as session:
        program = client_of(await signing.key(session, Permission.READ))
    entries = (await program.get("/api/v1/changes?limit=500")).json()["items"]
    assert [each["version"] for each in entries] == [1] * PROJECTS + [2] * PROJECTS + [3] * PROJECTS
    assert entries[-1]["changed"] == ["shape", "lights"]
    assert (await program.get("/api/v1/projects/P-01")).json()["shape"] == SHAPE
    then = await program.get("/api/v1/projects/P-01/versions/2")
    assert "lights" not in then.json(), "a stored version is never rewritten"
    assert older.read(then.text).lights == []
    assert older.read(then.text).shape == 1
    assert (await program.get("/api/v1/projects/P-01/history")).status_code == 200
