"""Databases of their own for tests that really commit: copies of one migrated template, made in a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from alembic import command
from alembic.config import Config

CUT_OFF = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = '{}' AND backend_type = 'client backend'
"""


def migrate(url: str, *, afresh: bool = False) -> None:
    config = Config("alembic.ini")
    config.attributes["url"] = url
    if afresh:
        command.downgrade(config, "base")
    command.upgrade(config, "head")


def named(url: str, name: str) -> str:
    """The same server, another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def name_of(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


@contextmanager
def database(url: str, name: str, template: str | None = None) -> Iterator[str]:
    """A database that lives as long as the block."""
    _drop(url, name)
    _run(url, f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    try:
        yield named(url, name)
    finally:
        _drop(url, name)


def _drop(url: str, name: str) -> None:
    """Whoever is still connected is cut off. `WITH (FORCE)` would stop at a worker of the server's own, which may not
    be ended by us, and which the statement without force ends by itself."""
    try:
        _run(url, f'DROP DATABASE IF EXISTS "{name}"')
    except psycopg.errors.ObjectInUse:
        _run(url, CUT_OFF.format(name))
        _run(url, f'DROP DATABASE IF EXISTS "{name}"')


def _run(url: str, statement: str) -> None:
    server = "postgresql://" + named(url, "postgres").split("://", 1)[1]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
