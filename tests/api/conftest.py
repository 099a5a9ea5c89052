import pytest
from sqlmodel import func, select

from backend.accounts.models import Permission
from backend.feed.models import Change
from backend.projects.models import Classification
from backend.projects.vocabulary import Scheme
from tests import factories, signing

API = "/api/v1"


@pytest.fixture
async def lists(session):
    """The lists that the projects of these tests are grouped by."""
    entries = {Scheme.KIND: ["industrial", "public_works"], Scheme.AREA: ["zone", "town"], Scheme.ANNUAL_LIST: ["key"]}
    for scheme, codes in entries.items():
        for code in codes:
            await factories.add(session, Classification(scheme=scheme, code=code, label=f"{code}类"))


@pytest.fixture
async def reader(session, client):
    return client(await signing.key(session, Permission.READ))


@pytest.fixture
async def writer(session, client):
    return client(await signing.key(session, Permission.WRITE, name="项目管理平台"))


@pytest.fixture
async def stranger(session, client):
    """A program that may write, but only on projects of the town."""
    return client(await signing.key(session, Permission.WRITE, name="镇里的程序", scope={"area": "town"}))


@pytest.fixture
def recorded(session):
    """How many changes the database has recorded so far."""

    async def count():
        return (await session.exec(select(func.count()).select_from(Change))).one()

    return count
