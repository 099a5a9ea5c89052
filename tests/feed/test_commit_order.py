"""A reader that polls for what comes after the last number it saw must miss nothing, whatever the writers do."""

import asyncio
import random
from dataclasses import dataclass, field

import asyncpg
import pytest
from sqlmodel import col, select

from backend import db
from backend.feed.models import Change
from backend.projects.models import Project
from backend.timeline.models import ProjectVersion

WRITERS, WRITES, SLOW_SECONDS = 12, 20, 0.6


class OnPurpose(Exception):
    """Ends a transaction that is meant to be rolled back."""


@dataclass
class Poller:
    """Asks again and again for what comes after the last number that it saw."""

    numbers_after: object
    seen: list[int] = field(default_factory=list)
    done: bool = False

    async def run(self) -> None:
        while True:
            last_round = self.done
            self.seen += await self.numbers_after(self.seen[-1] if self.seen else 0)
            if last_round:
                return
            await asyncio.sleep(0.002)


async def write(writer: int, chance: random.Random) -> None:
    for number in range(WRITES):
        try:
            async with db.begin(via="api") as session:
                project = Project(code=f"W-{writer}-{number}", name="项目", short_name="项目", kind="road")
                session.add(project)
                await session.flush()
                await asyncio.sleep(chance.random() * 0.01)
                if chance.random() < 0.2:
                    raise OnPurpose
        except OnPurpose:
            continue


async def write_slowly() -> None:
    async with db.begin(via="api") as session:
        session.add(Project(code="W-slow", name="慢项目", short_name="慢", kind="road"))
        await session.flush()
        await asyncio.sleep(SLOW_SECONDS)


async def poll_while_writing(numbers_after) -> list[int]:
    poller = Poller(numbers_after)
    polling = asyncio.create_task(poller.run())
    chance = random.Random(7)
    await asyncio.gather(write_slowly(), *(write(writer, random.Random(chance.random())) for writer in range(WRITERS)))
    poller.done = True
    await polling
    return poller.seen


@pytest.mark.parametrize("table", [Change, ProjectVersion])
async def test_a_polling_reader_misses_nothing_and_numbers_are_dense(committed, table):
    async def numbers_after(last: int) -> list[int]:
        async with db.sessions() as session:
            return list(await session.exec(select(table.seq).where(table.seq > last).order_by(col(table.seq))))

    seen = await poll_while_writing(numbers_after)

    everything = await numbers_after(0)
    assert len(everything) > WRITERS * WRITES / 2
    assert seen == everything
    assert everything == list(range(1, len(everything) + 1))


async def test_the_same_reader_over_a_plain_sequence_does_miss(committed):
    """The test above can fail: numbers drawn from a sequence become visible out of order."""
    connection = await asyncpg.connect("postgresql://" + committed.split("://")[1])
    await connection.execute("""
        CREATE TABLE plain (seq bigserial PRIMARY KEY);
        CREATE FUNCTION number_plainly() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO plain DEFAULT VALUES; RETURN NULL; END $$;
        CREATE TRIGGER plain AFTER INSERT ON projects FOR EACH ROW EXECUTE FUNCTION number_plainly();
    """)

    async def numbers_after(last: int) -> list[int]:
        return [row["seq"] for row in await connection.fetch("SELECT seq FROM plain WHERE seq > $1 ORDER BY 1", last)]

    seen = await poll_while_writing(numbers_after)

    everything = await numbers_after(0)
    await connection.close()
    assert set(seen) < set(everything)
