"""Alembic speaks to the database that its caller names, or the settings."""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import AutoString, SQLModel, UTCDateTime

import backend.models  # noqa: F401  every table is known from here
from backend.config import settings
from backend.db import asyncpg_url


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Keep migrations free of SQLModel, so that old ones outlive its versions."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String({item.impl.length or ''})"
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """The job queue brings its own tables."""
    return kind != "table" or not (name or "").startswith("procrastinate_")


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=SQLModel.metadata, render_item=render_item, include_name=is_ours
    )
    with context.begin_transaction():
        context.execute("SET LOCAL lock_timeout = '5s'")
        context.run_migrations()


async def main(url: str) -> None:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
        await connection.commit()
    await engine.dispose()


def database_url() -> str:
    """The caller's URL (`sanpi migrate`, tests), or the setting when Alembic is run by hand."""
    if url := context.config.attributes.get("url"):
        return str(url)
    if settings.database_url is None:
        raise SystemExit("请设置 SANPI_DATABASE_URL，或运行 .venv/bin/sanpi migrate")
    return asyncpg_url(settings.database_url)


asyncio.run(main(database_url()))
