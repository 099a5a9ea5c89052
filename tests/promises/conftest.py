import httpx
import pytest
from sqlmodel import func, select

from backend.accounts.models import Permission
from backend.feed.models import Change
from backend.projects.models import Classification
from backend.projects.vocabulary import Scheme
from tests import factories, signing


@pytest.fixture
async def lists(session):
    entries = {Scheme.KIND: ["industrial"], Scheme.AREA: ["zone", "town"], Scheme.ANNUAL_LIST: ["key"]}
    for scheme, codes in entries.items():
        for code in codes:
            await factories.add(session, Classification(scheme=scheme, code=code, label=f"{code}类"))


@pytest.fixture
async def writer(session, client):
    return client(await signing.key(session, Permission.WRITE))


@pytest.fixture
def recorded(session):
    """How many changes the database has recorded so far."""

    async def count():
        return (await session.exec(select(func.count()).select_from(Change))).one()

    return count


@pytest.fixture
def client_of(site, committed):
    """client_of(key) is a program with that key, on a database in which every request really commits."""
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)

    def of(key):
        headers = {"authorization": f"Bearer {key}"}
        return httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers)

    return of
