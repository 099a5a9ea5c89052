"""The first question after the database was away is answered, and asking whether it is there costs nothing meanwhile."""

import asyncio

import psycopg
import pytest
from sqlalchemy import event
from sqlmodel import select

from backend import db
from backend.accounts.models import Unit
from tests.databases import CUT_OFF, name_of


async def ask():
    async with db.begin() as session:
        return (await session.exec(select(Unit))).all()


def cut_off(url):
    with psycopg.connect(db.libpq_url(url).replace(f"/{name_of(url)}?", "/postgres?"), autocommit=True) as connection:
        connection.execute(CUT_OFF.format(name_of(url)))


async def test_after_the_database_hung_up_the_next_question_is_answered(committed):
    await asyncio.gather(*(ask() for _ in range(4)))
    await asyncio.to_thread(cut_off, committed)
    await asyncio.gather(*(ask() for _ in range(4)))


@pytest.mark.parametrize("idle", [False, True])
async def test_a_connection_is_asked_only_after_it_lay_unused(committed, monkeypatch, idle):
    await ask()
    asked = []
    engine = db.sessions.kw["bind"].sync_engine
    monkeypatch.setattr(db, "TRUSTED_FOR", -1 if idle else 60)
    event.listen(engine, "checkout", lambda connection, *_: watch(connection, asked, monkeypatch), insert=True)
    await ask()
    assert len(asked) == idle


def watch(connection, asked, monkeypatch):
    ping = type(connection).ping
    monkeypatch.setattr(type(connection), "ping", lambda self: (asked.append(1), ping(self)))
