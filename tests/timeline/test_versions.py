import json

from sqlmodel import col, select

from backend.accounts.models import Role
from backend.projects import service as projects
from backend.projects.schemas import ProjectIn
from backend.projects.summary import Summary
from backend.timeline.models import ProjectVersion
from tests import factories
from tests.factories import settle


async def test_a_new_project_has_a_first_version_and_a_summary(session):
    project = await factories.project(session, code="ZD-901", name="同德科创项目", short_name="同德")
    await settle(session)

    version = (await session.exec(select(ProjectVersion).where(ProjectVersion.code == "ZD-901"))).one()
    document = json.loads(version.document)
    assert (version.version, document["version"], document["name"]) == (1, 1, "同德科创项目")
    summary = (await session.exec(select(Summary).where(Summary.project_id == project.id))).one()
    assert (summary.seq, summary.stage) == (version.seq, None)
    assert "td" in summary.search
    assert "tongde" in summary.search
