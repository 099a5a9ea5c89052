"""A meeting of the zone and the land bureau about the zone's project, and everybody who may or may not see it."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from backend import clock
from backend.accounts.models import Permission, Role
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories, signing

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
    zone = await factories.unit(session, code="zone", name="开发区管委会", short_name="开发区")
    land = await factories.unit(session, code="land", name="自然资源局")
    reform = await factories.unit(session, code="reform", name="发展改革局")
    return SimpleNamespace(
        zone=zone,
        land=land,
        administrator=await factories.account(session, Role.ADMINISTRATOR, person="张管理"),
        office=await factories.account(session, Role.OFFICE, person="李红", unit_id=reform.id),
        leader=await factories.account(session, Role.LEADER, person="陈立新"),
        head=await factories.account(session, Role.REVIEWER, person="孙国强", unit_id=zone.id),
        steward=await factories.account(session, person="王磊", unit_id=zone.id),
        land_head=await factories.account(session, Role.REVIEWER, person="白俊", unit_id=land.id),
        other=await factories.account(session, person="周毅", unit_id=reform.id),
        reader=await factories.account(session, Role.READER, scope={}),
        unit_reader=await factories.account(session, Role.READER, scope={"unit": "zone"}, unit_id=zone.id),
        stranger=await factories.account(session, person="路人"),
        write_key=await signing.key(session, Permission.WRITE, name="写"),
        read_key=await signing.key(session, Permission.READ, name="读"),
    )


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
