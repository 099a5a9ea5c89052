"""The queue and the worker: a job and its rows commit together, and nothing is done twice or for ever."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from backend import db, jobs, worker
from backend.jobs import tasks
from backend.jobs.tasks import TRIES
from tests import factories

STATES = text("SELECT status::text, attempts FROM procrastinate_jobs ORDER BY id")
AT_ONCE = text("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
DEAD_WORKER = text(
    "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id)"
    " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead), attempts = :attempts"
)


@pytest.fixture
def diary(monkeypatch):
    """Two tasks that write down what they are asked to do: one works, one fails."""
    written = []
    monkeypatch.setattr(tasks, "registered", {**tasks.registered})
    monkeypatch.setattr(jobs, "registered", tasks.registered)

    async def give_up(word):
        written.append(f"given up {word}")

    @jobs.task("tests.write")
    async def write(word):
        written.append(word)

    @jobs.task("tests.fail", given_up=give_up)
    async def fail(word):
        written.append(word)
        raise ValueError(word)

    return written


async def rows(query, **values):
    async with db.begin() as session:
        return (await db.sql(session, query, **values)).all()


async def enqueue(name, **arguments):
    async with db.begin("cli") as session:
        await jobs.enqueue(session, name, **arguments)


@asynccontextmanager
async def working(url):
    """A worker as it runs in a process of its own."""
    task = asyncio.create_task(worker.work(url))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def run_until_empty(queue):
    await queue.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


async def eventually(true, seconds=4.0):
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110  what is waited for happens in the database
            await asyncio.sleep(0.05)


async def test_a_job_of_a_transaction_that_rolls_back_never_was(committed):
    async def regret():
        async with db.begin("cli") as session:
            await jobs.enqueue(session, "tests.write", word="never")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await regret()
    assert await rows(STATES) == []


async def test_a_job_is_done_once_by_the_first_of_two_workers(committed, diary):
    for number in range(10):
        await enqueue("tests.write", word=str(number))
    first, second = worker.queue_of(committed), worker.queue_of(committed)
    async with first.open_async(), second.open_async():
        await asyncio.gather(run_until_empty(first), run_until_empty(second))
    assert sorted(diary) == [str(number) for number in range(10)]
    assert await rows(STATES) == [("succeeded", 1)] * 10


async def test_a_running_worker_does_a_job_as_soon_as_it_is_committed(committed, diary):
    async with working(committed):
        await asyncio.sleep(0.5)
        await enqueue("tests.write", word="now")

        async def done():
            return diary == ["now"]

        await eventually(done)


async def test_a_job_that_fails_is_tried_three_times_and_then_given_up(committed, diary):
    await enqueue("tests.fail", word="no")
    queue = worker.queue_of(committed)
    async with queue.open_async():
        for _ in range(TRIES + 1):
            await rows_changed(AT_ONCE)
            await run_until_empty(queue)
    assert diary == ["no", "no", "no", "given up no"]
    assert await rows(STATES) == [("failed", 3)]


async def test_a_job_whose_worker_died_goes_to_another(committed, diary):
    await enqueue("tests.write", word="again")
    await rows_changed(DEAD_WORKER, attempts=0)
    queue = worker.queue_of(committed)
    async with queue.open_async():
        await worker.take_back_stalled(queue)
        await rows_changed(AT_ONCE)
        await run_until_empty(queue)
    assert diary == ["again"]


async def test_a_job_that_keeps_killing_its_worker_is_given_up(committed, diary):
    await enqueue("tests.fail", word="deadly")
    await rows_changed(DEAD_WORKER, attempts=TRIES - 1)
    queue = worker.queue_of(committed)
    async with queue.open_async():
        await worker.take_back_stalled(queue)
        await worker.take_back_stalled(queue)
    assert diary == ["given up deadly"]
    assert await rows(STATES) == [("failed", 3)]


async def test_what_raw_sql_changes_is_settled_within_a_second_or_two(committed):
    async with db.begin("cli") as session:
        project = await factories.project(session)
    async with working(committed):
        await rows_changed(text("UPDATE projects SET remark = '手工改的'"))
        settled = text("SELECT via FROM project_versions WHERE project_id = :id ORDER BY seq DESC LIMIT 1")

        async def is_settled():
            return await rows(settled, id=project.id) == [("sql",)]

        await eventually(is_settled)
    assert await rows(text("SELECT 1 FROM touched")) == []


async def rows_changed(statement, **values):
    """Raw SQL, as somebody with psql would run it: nothing of ours follows it."""
    async with db.sessions.begin() as session:
        await db.sql(session, statement, **values)
