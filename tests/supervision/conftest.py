"""The zone's project with a problem, a red light and a 批示, each of which may be supervised."""

from datetime import date

import pytest

from backend.money.models import FundPlan
from tests import factories
from tests.problems import conftest as problems

_monday, cast, project, doors, raised, asked = (
    getattr(problems, name) for name in ("_monday", "cast", "project", "doors", "raised", "asked")
)
ORDER = {"what": "11月24日前报迁改方案\n11月30日前完成迁改", "due_on": "2026-11-30", "level": "leader"}
ANSWER = {"says": "供电公司已进场，分两段迁改", "settle_on": "2026-11-28"}


@pytest.fixture
async def red(session, project):
    """Funds are red: 1,000 万元 were to be there, and nothing is."""
    await factories.add(session, FundPlan(project_id=project.id, due_on=date(2026, 10, 15), amount=1000))
    await factories.settle(session)


@pytest.fixture
async def instructed(doors, project):
    """The id of the leader's 批示."""
    given = {"what": "请查明原因，一周内报结果", "unit": "zone", "due_on": "2026-11-30"}
    made = await doors.write_key.post("/api/v1/projects/ZD-901/assignments", json=given)
    assert made.status_code == 201, made.text
    answer = await doors.leader.post("/projects/ZD-901/assignments/new", data=given)
    assert answer.status_code == 303, answer.text
    listed = (await doors.read_key.get("/api/v1/projects/ZD-901/assignments")).json()["items"]
    return next(each["id"] for each in listed if each["source"] == "instruction")


async def order(doors, origin, who="office", **more):
    return await getattr(doors, who).post("/projects/ZD-901/supervisions/new", data={"origin": origin, **ORDER, **more})


@pytest.fixture
async def ordered(doors, raised):
    """The id of an order that was made from the problem."""
    made = await order(doors, f"problem:{raised}")
    assert made.status_code == 303, made.text
    return made.headers["location"].rsplit("/", 1)[1]


@pytest.fixture
async def answered(doors, ordered):
    assert (await doors.steward.post(f"/supervisions/{ordered}/answers", data=ANSWER)).status_code == 303
    return ordered
