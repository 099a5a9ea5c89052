"""How a command reaches the database: the embedded one of the data folder, or the one that the settings name."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, migrating, postgres, wiring
from backend.calendar import reading
from backend.cli.words import quietly
from backend.config import settings
from backend.errors import Conflict, Unavailable

Done = TypeVar("Done")


@contextmanager
def database(say: Callable[[str], None] = quietly) -> Iterator[str]:
    """Its address, for as long as it is needed: the embedded one is stopped by whoever leaves last."""
    if settings.database_url:
        url = db.asyncpg_url(settings.database_url)
        check_reachable(url)
        yield url
        return
    with postgres.running(settings.data_dir, say=say) as server:
        yield server.sqlalchemy_url()


def check_reachable(url: str) -> None:
    try:
        psycopg.connect(db.libpq_url(url), connect_timeout=5).close()
    except psycopg.OperationalError as error:
        raise Unavailable(f"连不上 SANPI_DATABASE_URL 指定的数据库：{str(error).strip()}") from error


def at_home(work: Callable[[], Awaitable[Done]]) -> Done:
    """Do something that needs the database, migrated and at hand."""
    with database() as url:
        return asyncio.run(in_house(url, work))


async def in_house(url: str, work: Callable[[], Awaitable[Done]]) -> Done:
    async with wiring.house_at(url):
        async with db.sessions() as session:
            if await migrating.revision(session) != migrating.newest():
                raise Conflict("数据库还不是这个版本的表结构，请先运行 sanpi migrate")
        await reading.refresh()
        return await work()


def in_one_transaction(work: Callable[[AsyncSession], Awaitable[Done]]) -> Done:
    async def inside() -> Done:
        async with db.begin(via="cli") as session:
            return await work(session)

    return at_home(inside)
