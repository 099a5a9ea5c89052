"""The database: one engine, one base class, one transaction for a request or job."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from enum import StrEnum
from time import monotonic
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import Depends
from sqlalchemy import URL, CursorResult, Enum, TextClause, event, func
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.orm import ORMExecuteState, SessionTransaction, UOWTransaction
from sqlalchemy.orm import Session as SyncSession
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import clock

sessions = async_sessionmaker(class_=AsyncSession, expire_on_commit=False)
snapshots = async_sessionmaker(class_=AsyncSession, expire_on_commit=False)
"""Sessions that see everything as of one moment, however long they read, and write nothing: for exports."""

SERVER_SETTINGS = {
    "timezone": "UTC",  # PostgreSQL writes moments into JSON in it
    "jit": "off",  # compiling a statement that reads a few rows of many tables takes ten times as long as running it
}
LAID_BY = "laid by"  # when a connection was last given back
TRUSTED_FOR = 2.0  # seconds
WROTE = "wrote"  # noted in a session that may have changed rows: who only reads has nothing to follow from it
ACTING, TOLD = "acting", "told"  # who acts, and whether the database has been told

before_commit: list[Callable[[AsyncSession], Awaitable[None]]] = []
"""What every transaction does last. `backend.wiring` fills it once for app, worker, CLI and tests."""

SQLModel.metadata.naming_convention = {
    "pk": "%(table_name)s_pkey",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
}


class Model(SQLModel):
    """The base of every table: two rows are equal when they are the same object."""

    __mapper_args__: ClassVar[dict[str, Any]] = {"eager_defaults": True}
    __eq__ = object.__eq__
    __hash__ = object.__hash__


EXPLICIT = {"lazy": "raise"}  # a relationship is loaded by the query, never by access


def choice(enum: type[StrEnum]) -> Enum:
    """Store an enum as the text of its values, so that a new member needs no migration."""
    return Enum(
        enum,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
        native_enum=False,
        length=32,
    )


def asyncpg_url(url: str) -> str:
    """Take a PostgreSQL address as people write it, and name the driver that is used here."""
    return "postgresql+asyncpg://" + url.split("://", 1)[-1]


def libpq_url(url: str) -> str:
    """The same address for PostgreSQL's own programs and psycopg."""
    return "postgresql://" + url.split("://", 1)[-1]


def connect(url: str) -> AsyncEngine:
    """Point every session of this process at the database."""
    engine = create_async_engine(
        url,
        pool_size=10,
        max_overflow=5,
        pool_timeout=5,
        connect_args={"server_settings": SERVER_SETTINGS},
    )
    event.listen(engine.sync_engine, "checkin", _laid_by)
    event.listen(engine.sync_engine, "checkout", _still_there)
    sessions.configure(bind=engine)
    snapshots.configure(bind=engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True))
    return engine


def _laid_by(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[LAID_BY] = monotonic()


def _still_there(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """The first request after the database was away works. A server that ends hangs up, which is known without asking;
    only a connection that lay unused for a while is asked, which takes three ways to the database and back."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError
    if monotonic() - record.info.get(LAID_BY, monotonic()) > TRUSTED_FOR:
        try:
            connection.ping()
        except Exception as error:
            raise DisconnectionError from error


@asynccontextmanager
async def begin(via: str | None = None, actor: UUID | None = None) -> AsyncIterator[AsyncSession]:
    """One transaction; what must follow from its changes is written at its end, in it."""
    async with sessions.begin() as session:
        if via:
            await act_as(session, actor, via)
        yield session
        await _follow(session)


async def _follow(session: AsyncSession) -> None:
    await session.flush()
    if session.info.get(WROTE):
        for follow in before_commit:
            await follow(session)
        session.info.pop(WROTE, None)


async def release(session: AsyncSession) -> None:
    """End the transaction of a request that has nothing more to ask and will only wait: its connection is for others."""
    await _follow(session)
    await session.commit()


@asynccontextmanager
async def at_once() -> AsyncIterator[Any]:
    """A connection as the driver knows it, with no transaction begun: for one statement that reads, where each way to the
    database counts."""
    bind = sessions.kw["bind"]
    async with bind.connect() if isinstance(bind, AsyncEngine) else nullcontext(bind) as connection:
        yield (await connection.get_raw_connection()).driver_connection


def address() -> str:
    """Where the sessions of this process are pointed at, for PostgreSQL's own programs and drivers."""
    url: URL = sessions.kw["bind"].engine.url
    return libpq_url(url.render_as_string(hide_password=False))


@event.listens_for(SyncSession, "before_flush")
def _about_to_flush(session: SyncSession, _context: UOWTransaction, _instances: Any) -> None:
    _say_who_acts(session)


@event.listens_for(SyncSession, "do_orm_execute")
def _about_to_execute(state: ORMExecuteState) -> None:
    if not state.is_select:
        _say_who_acts(state.session)


async def transaction() -> AsyncIterator[AsyncSession]:
    async with begin() as session:
        yield session


async def act_as(session: AsyncSession, actor: UUID | None, via: str) -> None:
    """Say who acts in this transaction, and through which door; the record of changes repeats it.

    It is told to the database only before the first write: most requests read, and need not say who they are."""
    at = clock.now().isoformat() if clock.is_set() else ""
    session.info[ACTING] = {"app.actor": str(actor or ""), "app.via": via, "app.at": at}
    session.info.pop(TOLD, None)


def _say_who_acts(session: SyncSession) -> None:
    session.info[WROTE] = True
    if (acting := session.info.get(ACTING)) and not session.info.get(TOLD):
        session.connection().execute(select(*(func.set_config(name, value, True) for name, value in acting.items())))
        session.info[TOLD] = True


@event.listens_for(SyncSession, "after_soft_rollback")
def _rolled_back(session: SyncSession, _transaction: SessionTransaction) -> None:
    """A savepoint that is rolled back takes what was told within it along."""
    session.info.pop(TOLD, None)


async def sql(session: AsyncSession, statement: TextClause, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Run SQL written by hand in the session's transaction; what the session holds is flushed before."""
    await session.flush()
    await session.run_sync(_say_who_acts)  # it may write: SQL written by hand is not read here
    return await (await session.connection()).execute(statement, values)


async def ask(session: AsyncSession, question: TextClause, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Run SQL written by hand that only reads: nothing has to be told, and nothing follows from it."""
    return await (await session.connection()).execute(question, values)


# scope="function": the commit happens before the response leaves, so a failed
# commit is an error response and never a lie.
Session = Annotated[AsyncSession, Depends(transaction, scope="function")]
