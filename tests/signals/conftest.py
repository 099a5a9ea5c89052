"""One project on a day in the middle of a week, and how its lights are read."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from sqlmodel import col, select

from backend import clock
from backend.accounts.actor import the_house
from backend.accounts.models import Permission, Role
from backend.projects.models import Classification
from backend.projects.vocabulary import Scheme
from backend.signals.models import Axis, Light
from tests import factories, signing

HOUSE = the_house("cli")
WEDNESDAY = datetime.fromisoformat("2026-11-25T10:32:00+08:00")


@pytest.fixture(autouse=True)
def _midweek():
    with clock.set_to(WEDNESDAY):
        yield


@pytest.fixture
async def project(session):
    await factories.add(session, Classification(scheme=Scheme.KIND, code="public_works", label="市政民生"))
    row = await factories.project(session, code="ZD-901", short_name="同德")
    await factories.settle(session)
    return row


@pytest.fixture
def lights(session):
    """The newest light of each axis of a project."""

    async def of(project):
        rows = await session.exec(select(Light).where(Light.project_id == project.id).order_by(col(Light.number)))
        return {row.axis: row for row in rows}

    return of


@pytest.fixture
def kept(session):
    """The colours that were kept of an axis, the oldest first."""

    async def of(project, axis: Axis):
        query = select(Light).where(Light.project_id == project.id, Light.axis == axis).order_by(col(Light.number))
        return [row.signal.value for row in await session.exec(query)]

    return of


@pytest.fixture
async def cast(session, client, project):
    """office runs everything; stranger has no duty here; elsewhere is a key that sees only the projects of the town."""
    people = {
        "administrator": await factories.account(session, Role.ADMINISTRATOR),
        "office": await factories.account(session, Role.OFFICE, person="李红"),
        "leader": await factories.account(session, Role.LEADER),
        "stranger": await factories.account(session),
    }
    keys = {
        "writer": await signing.key(session, Permission.WRITE),
        "reader": await signing.key(session, Permission.READ),
        "elsewhere": await signing.key(session, Permission.WRITE, scope={"area": "town"}),
    }
    return SimpleNamespace(**{name: client(who) for name, who in (people | keys).items()})
