"""A meeting of the zone and the land bureau about the zone's project, and everybody who may or may not see it."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from backend import clock
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories, people

MONDAY = datetime.fromisoformat("2026-11-23T10:32:00+08:00")
WHAT = "110千伏线路没有迁改，影响2号车间基础"
CALLED = {"held_on": "2026-11-27", "place": "开发区会议室", "units": ["zone", "land"]}
DECIDED = {"what": "完成线路迁改", "unit": "land", "due_on": "2026-11-26"}


@pytest.fixture(autouse=True)
def _monday():
    with clock.set_to(MONDAY):
        yield


@pytest.fixture
async def cast(session):
    return await people.of_three_units(session)


@pytest.fixture
async def project(session, cast):
    row = await factories.project(session, code="ZD-901", name="同德科创项目", short_name="同德")
    since = date(2026, 1, 4)
    for kind, holder in (
        (DutyKind.RESPONSIBLE, {"unit_id": cast.zone.id}),
        (DutyKind.STEWARD, {"account_id": cast.steward.id}),
        (DutyKind.AGENT_PERSON, {"account_id": cast.other.id}),
        (DutyKind.SPONSOR, {"account_id": cast.leader.id}),
    ):
        await factories.add(session, Duty(project_id=row.id, kind=kind, since=since, **holder))
    await factories.settle(session)
    return row


@pytest.fixture
def doors(client, cast):
    """doors.office is that person's browser."""
    return SimpleNamespace(
        **{name: client(who) for name, who in vars(cast).items() if name not in ("zone", "land")}, nobody=client()
    )


@pytest.fixture
async def meeting(doors, cast, project):
    """The address of a meeting that is being prepared."""
    answer = await doors.office.post("/meetings/new", data=CALLED | {"chair": cast.leader.name})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.fixture
async def item(doors, meeting, session):
    """The same, with a project, a problem and a matter in words on its agenda."""
    raised = await doors.steward.post("/projects/ZD-901/problems/new", data={"what": WHAT, "category": "utilities"})
    await factories.settle(session)
    problem = raised.headers["location"].rsplit("/", 1)[1]
    chosen = await doors.office.post(f"{meeting}/agenda", data={"progress": ["ZD-901"], "problems": [problem]})
    assert chosen.status_code == 303, chosen.text
    matter = {"section": "coordination", "words": "请供电公司派人驻场"}
    assert (await doors.office.post(f"{meeting}/agenda/items", data=matter)).status_code == 303
    return SimpleNamespace(problem=problem)


@pytest.fixture
async def running(doors, meeting, item):
    answer = await doors.office.post(f"{meeting}/steps", data={"becomes": "running"})
    assert answer.status_code == 303, answer.text
    return meeting


@pytest.fixture
async def closed(doors, running):
    """With one decision about the project and one about nothing on the agenda."""
    agenda = (await doors.write_key.get(f"/api/v1{running}")).json()["agenda"]
    for item, number in ((agenda[0]["id"], 1), ("", 4)):
        answer = await doors.office.post(f"{running}/room?item={number}", data=DECIDED | {"item": item})
        assert answer.status_code == 303, answer.text
    answer = await doors.office.post(f"{running}/steps", data={"becomes": "closed", "said": "各单位按期报办理结果。"})
    assert answer.status_code == 303, answer.text
    return running


@pytest.fixture
def statements(engine):
    """Every statement that reads or writes what a page is about, from here on."""
    sent: list[str] = []

    def note(connection, cursor, statement, *rest):
        if "sign_ins" not in statement and "set_config" not in statement and "SAVEPOINT" not in statement:
            sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine.sync_engine, "before_cursor_execute", note)
