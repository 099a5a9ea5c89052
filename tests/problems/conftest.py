"""The zone's project, the land bureau that a problem may be given to, and everybody who has a part in it."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from backend import clock
from backend.accounts.models import Role
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories
from tests.people import of_three_units

MONDAY = datetime.fromisoformat("2026-11-23T10:32:00+08:00")
WHAT = "110千伏线路没有迁改，影响2号车间基础"


@pytest.fixture(autouse=True)
def _monday():
    with clock.set_to(MONDAY):
        yield


@pytest.fixture
async def cast(session):
    """Of three units, with a second person of the office, one of the office in the zone, and who supports the project."""
    people = await of_three_units(session)
    people.other_office = await factories.account(session, Role.OFFICE, person="赵晓琳", unit_id=people.other.unit_id)
    people.zone_office = await factories.account(session, Role.OFFICE, person="任杰", unit_id=people.zone.id)
    people.supporter = await factories.account(session, person="吴助")
    return people


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
