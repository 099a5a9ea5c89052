"""The zone's project, the land bureau that a problem may be given to, and everybody who has a part in it."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from backend import clock
from backend.accounts.models import Permission, Role
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories, signing

MONDAY = datetime.fromisoformat("2026-11-23T10:32:00+08:00")
WHAT = "110千伏线路没有迁改，影响2号车间基础"


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
        other_office=await factories.account(session, Role.OFFICE, person="赵晓琳", unit_id=reform.id),
        zone_office=await factories.account(session, Role.OFFICE, person="任杰", unit_id=zone.id),
        leader=await factories.account(session, Role.LEADER, person="陈立新"),
        head=await factories.account(session, Role.REVIEWER, person="孙国强", unit_id=zone.id),
        steward=await factories.account(session, person="王磊", unit_id=zone.id),
        land_head=await factories.account(session, Role.REVIEWER, person="白俊", unit_id=land.id),
        supporter=await factories.account(session, person="周毅"),
        reader=await factories.account(session, Role.READER, scope={}),
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
        (DutyKind.AGENT_PERSON, {"account_id": cast.supporter.id}),
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
async def raised(session, doors, project):
    """The id of a problem that the steward has raised."""
    answer = await doors.steward.post("/projects/ZD-901/problems/new", data={"what": WHAT, "category": "utilities"})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rsplit("/", 1)[1]


@pytest.fixture
async def asked(doors, raised):
    """The same, settled: the unit has asked for it to be struck off."""
    fields = {"resolution": "线路已迁改，车间复工", "resolved_on": "2026-11-23", "evidence": "迁改验收单"}
    answer = await doors.steward.post(f"/problems/{raised}/closure-requests", data=fields)
    assert answer.status_code == 303, answer.text
    return raised
