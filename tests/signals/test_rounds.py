"""All projects are judged anew each night and after each closing: once, whoever was away, however many work."""

import asyncio
from datetime import date, datetime

import pytest
from sqlmodel import col, select

from backend import clock, db
from backend.projects.models import Project
from backend.projects.summary import Summary
from backend.projects.vocabulary import Signal
from backend.signals import judging, rounds
from backend.signals.models import Axis, Light, LightRound, Override, OverrideEnd


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-25T00:09:59+08:00", "2026-11-24T00:10:00+08:00"),
        ("2026-11-25T00:10:00+08:00", "2026-11-25T00:10:00+08:00"),
        ("2026-11-27T18:00:30+08:00", "2026-11-27T00:10:00+08:00"),
        ("2026-11-27T18:01:00+08:00", "2026-11-27T18:01:00+08:00"),
        ("2026-11-28T00:10:00+08:00", "2026-11-28T00:10:00+08:00"),
        ("2027-01-01T00:05:00+08:00", "2026-12-31T00:10:00+08:00"),
        ("2027-01-01T18:30:00+08:00", "2027-01-01T18:01:00+08:00"),
    ],
)
def test_a_round_is_due_each_night_and_after_each_closing(now, due):
    with clock.set_to(at(now)):
        assert rounds.last_due() == at(due)


async def found(query):
    async with db.sessions() as session:
        return (await session.exec(query)).all()


@pytest.fixture
async def late(committed):
    """Two projects that were to start long ago, one of them shown green until yesterday."""
    with clock.set_to(at("2026-09-01T10:00:00+08:00")):
        async with db.begin(via="cli") as session:
            for number in (1, 2):
                name = f"第{number}厂"
                planned = {"planned_start_on": date(2026, 9, 15), "kind": "road"}
                session.add(Project(code=f"T-{number}", name=name, short_name=name, **planned))
        async with db.begin(via="cli") as session:
            project = (await session.exec(select(Project).where(Project.code == "T-1"))).one()
            until = date(2026, 12, 31)
            session.add(Override(project_id=project.id, signal=Signal.GREEN, reason="已具备条件", until=until))


async def test_a_round_that_was_missed_is_done_and_only_once(late):
    with clock.set_to(at("2027-01-05T09:00:00+08:00")):
        assert await rounds.ensure()
        assert not await rounds.ensure()
    starts = await found(select(Light.signal).where(Light.axis == Axis.START).order_by(col(Light.number)))
    assert starts == [Signal.GREEN, Signal.GREEN, Signal.RED, Signal.RED]
    assert await found(select(Summary.computed_signal)) == [Signal.RED, Signal.RED]


async def test_of_two_workers_one_does_it(late):
    with clock.set_to(at("2027-01-05T09:00:00+08:00")):
        assert sorted(await asyncio.gather(rounds.ensure(), rounds.ensure())) == [False, True]
    assert len(await found(select(LightRound))) == 1


async def test_a_round_that_breaks_off_is_done_again(late, monkeypatch):
    async def broken(session, project_ids):
        raise ConnectionError

    with clock.set_to(at("2027-01-05T09:00:00+08:00")):
        with monkeypatch.context() as patched:
            patched.setattr(judging, "relight", broken)
            with pytest.raises(ConnectionError):
                await rounds.ensure()
        assert await found(select(LightRound)) == []
        assert await rounds.ensure()


async def test_an_override_past_its_day_is_ended_with_a_reason(late):
    with clock.set_to(at("2026-12-31T09:00:00+08:00")):
        await rounds.ensure()
    assert set(await found(select(Summary.signal))) == {Signal.GREEN, Signal.RED}
    with clock.set_to(at("2027-01-01T00:10:00+08:00")):
        await rounds.ensure()
    assert await found(select(OverrideEnd.reason)) == ["到期"]
    assert set(await found(select(Summary.signal))) == {Signal.RED}
