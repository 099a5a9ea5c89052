"""The same cast on every page, and one project in the middle of a week."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from backend import clock
from backend.accounts.models import Role
from backend.projects.models import Classification, Duty
from backend.projects.vocabulary import DutyKind, Scheme
from tests import factories

WEDNESDAY = datetime.fromisoformat("2026-11-25T10:32:00+08:00")


@pytest.fixture(autouse=True)
def _midweek():
    with clock.set_to(WEDNESDAY):
        yield


@pytest.fixture
async def cast(session):
    """office runs everything, steward and sponsor have duties in the project, stranger in none."""
    entries = (
        (Scheme.KIND, "public_works", "市政民生"),
        (Scheme.AREA, "core", "一核"),
        (Scheme.ANNUAL_LIST, "construction", "建设项目清单"),
    )
    for scheme, code, label in entries:
        await factories.add(session, Classification(scheme=scheme, code=code, label=label, position=1))
    await factories.template(session, "public_works")
    return SimpleNamespace(
        administrator=await factories.account(session, Role.ADMINISTRATOR),
        office=await factories.account(session, Role.OFFICE, person="李红"),
        leader=await factories.account(session, Role.LEADER),
        steward=await factories.account(session, person="王磊"),
        stranger=await factories.account(session),
        zone=await factories.unit(session, code="zone", name="开发区管委会", short_name="开发区"),
    )


@pytest.fixture
async def project(session, cast):
    row = await factories.project(session, code="ZD-901", name="同德科创项目", short_name="同德")
    await factories.add(
        session, Duty(project_id=row.id, kind=DutyKind.STEWARD, account_id=cast.steward.id, since=date(2026, 1, 4))
    )
    await factories.add(
        session, Duty(project_id=row.id, kind=DutyKind.RESPONSIBLE, unit_id=cast.zone.id, since=date(2026, 1, 4))
    )
    await factories.settle(session)
    return row


@pytest.fixture
def office(client, cast):
    return client(cast.office)


@pytest.fixture
def steward(client, cast, project):
    return client(cast.steward)


@pytest.fixture
def stranger(client, cast, project):
    return client(cast.stranger)


@pytest.fixture
def statements(engine):
    """Every statement that the house sends from here on, but for savepoints, who is calling, and the end of it."""
    sent: list[str] = []
    beside = ("SAVEPOINT", "RELEASE", "ROLLBACK", "DELETE FROM touched", "SELECT set_config", "UPDATE sign_ins")

    def note(connection, cursor, statement, *rest):
        if not statement.lstrip().startswith(beside) and "JOIN sign_ins" not in statement:
            sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine.sync_engine, "before_cursor_execute", note)
