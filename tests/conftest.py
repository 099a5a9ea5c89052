"""A real PostgreSQL for the run, migrated once; each test is one transaction that is rolled back."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, postgres, wiring, working_days
from backend.accounts.models import Account
from backend.app import create_app
from backend.config import settings
from tests import databases, signing


@pytest.fixture(scope="session", autouse=True)
def data_dir() -> Iterator[Path]:
    """Everything that the house stores during the run goes here, never into somebody's data.

    Not below pytest's own folder: another run that starts closes that to the database's account."""
    with TemporaryDirectory(prefix="sanpi-test-") as folder:
        settings.data_dir = Path(folder)
        yield settings.data_dir


@pytest.fixture(scope="session")
def database_url(data_dir: Path) -> Iterator[str]:
    """An empty database: of the server that `SANPI_TEST_DATABASE_URL` names, else of an embedded one.

    Of several processes that test at once each has one of its own."""
    if url := os.environ.get("SANPI_TEST_DATABASE_URL"):
        name = f"{databases.name_of(url)}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        with databases.database(db.asyncpg_url(url), name) as own:
            yield own
        return
    with postgres.running(data_dir, durable=False) as server:
        yield server.sqlalchemy_url()


@pytest.fixture(scope="session")
def migrated(database_url: str) -> str:
    databases.migrate(database_url, afresh=True)
    return database_url


@pytest.fixture(scope="session")
def template(database_url: str) -> Iterator[str]:
    """A migrated database that nobody uses, to be copied."""
    with databases.database(database_url, f"{databases.name_of(database_url)}_template") as url:
        databases.migrate(url)
        yield url


@pytest.fixture
async def committed(template: str) -> AsyncIterator[str]:
    """A database of the test's own, in which the house really commits."""
    name = databases.name_of(template)
    with databases.database(template, f"{name}_copy", name) as url:
        wiring.install()
        engine = db.connect(url)
        yield url
        await engine.dispose()


@pytest.fixture(scope="session")
async def engine(migrated: str) -> AsyncIterator[AsyncEngine]:
    wiring.install()
    engine = create_async_engine(migrated)
    yield engine
    await engine.dispose()


@pytest.fixture
async def isolation(engine: AsyncEngine) -> AsyncIterator[None]:
    """Every session of the test, the app's own included, lives in one transaction that is rolled back."""
    async with engine.connect() as connection, connection.begin() as transaction:
        await connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))  # nothing here ever commits
        for made in (db.sessions, db.snapshots):
            made.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield
        for made in (db.sessions, db.snapshots):
            made.configure(join_transaction_mode="conditional_savepoint")
        await transaction.rollback()


@pytest.fixture
async def session(isolation: None) -> AsyncIterator[AsyncSession]:
    """What a test sets up; `await settle(session)` ends a transaction as a request would."""
    async with db.sessions() as session:
        yield session


@pytest.fixture(autouse=True)
def ordinary_weeks() -> Iterator[None]:
    """What one test entered into the calendar is nothing to the next."""
    yield
    working_days.use(working_days.WorkingCalendar())


@pytest.fixture(scope="session")
def site() -> FastAPI:
    """One for all tests: the first request to each new one takes a second, in which its routes are worked out."""
    return create_app()


@pytest.fixture
def client(session: AsyncSession, site: FastAPI) -> Callable[[Account | str | None], httpx.AsyncClient]:
    """client(account) is that person's browser; client("sanpi_…") a program with that key; client() a stranger."""
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)

    def of(caller: Account | str | None = None) -> httpx.AsyncClient:
        headers = {"sec-fetch-site": "same-origin"}
        if isinstance(caller, str):
            headers = {"authorization": f"Bearer {caller}"}
        cookies = {"sid": signing.token_of(caller)} if isinstance(caller, Account) else None
        return httpx.AsyncClient(
            transport=transport, base_url="http://test", headers=headers, cookies=cookies, follow_redirects=False
        )

    return of
