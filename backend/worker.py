"""The worker: does the jobs of the queue, and what has to be looked after every second."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend import chores, clock, db, jobs, wiring
from backend.calendar.reading import AGAIN_AFTER, refresh
from backend.errors import Unavailable
from backend.hooks import ringing
from backend.jobs.tasks import TRIES, give_up

log = structlog.get_logger()
BEAT = 5  # seconds between two signs of life
LOOK_AT_ROUNDS = 20  # seconds
LOOK_AT_SHAPES = 60  # seconds: while a site is renewed, an older process may still write older documents
LOOK_AT_HOOKS = 2  # seconds
SWEEP = 6 * 3600  # seconds: several times a day, and at every start, so that a worker that is away misses nothing
DEAD_AFTER = 30  # seconds of silence after which a worker's jobs are somebody else's
GRACE = 15  # seconds that a running job may still take when the worker is to stop
AT_ONCE = max(2, os.cpu_count() or 1)  # printing keeps a core busy: a batch of briefs uses them all
ONE_REAPER = text("SELECT pg_try_advisory_xact_lock(7302)")


async def work(url: str, parent: int | None = None) -> None:
    """Work until SIGINT or SIGTERM, or until the process that started this one is gone."""
    queue = queue_of(url)
    try:
        async with wiring.house_at(url), queue.open_async():
            await _until_told(queue, parent)
    except (
        ConnectorException
    ) as error:  # a fresh start finds the database again, and starts the embedded one if need be
        raise Unavailable("后台任务与数据库失去联系，重新启动后继续") from error


def queue_of(url: str) -> App:
    """The job queue with all that features have registered."""
    import backend.tasks  # noqa: F401  every task is known from here

    app = App(connector=PsycopgConnector(conninfo=db.libpq_url(url), min_size=1, max_size=4))
    for task in jobs.registered.values():
        retry = RetryStrategy(max_attempts=TRIES - 1, exponential_wait=2)
        app.task(name=task.name, retry=retry, pass_context=True)(_run(task))
    return app


def _run(task: jobs.Task) -> Callable[..., Awaitable[None]]:
    async def run(context: JobContext, **arguments: Any) -> None:
        try:
            await task.work(**arguments)
        except Exception:
            if context.job.attempts >= TRIES - 1:
                await _alarm(context.job)
            raise

    return run


async def _alarm(job: Job) -> None:
    """Failed for the last time: say so, and let the feature mark the row that waits."""
    log.error("job given up", job=job.id, task=job.task_name, tries=TRIES)
    await give_up(job.task_name, job.task_kwargs)


async def _until_told(queue: App, parent: int | None) -> None:
    worker = asyncio.create_task(
        queue.run_worker_async(
            concurrency=AT_ONCE,
            update_heartbeat_interval=BEAT,
            stalled_worker_timeout=DEAD_AFTER,
            shutdown_graceful_timeout=GRACE,
            install_signal_handlers=False,
        )
    )
    looked_after = [
        asyncio.create_task(_every(1, chores.settle_left_over)),
        asyncio.create_task(_every(LOOK_AT_HOOKS, ringing.ring_all)),
        asyncio.create_task(_every(LOOK_AT_ROUNDS, chores.judge_all_when_due)),
        asyncio.create_task(_every(LOOK_AT_SHAPES, chores.bring_documents_up)),
        asyncio.create_task(_every(LOOK_AT_ROUNDS, chores.make_brief_when_due)),
        asyncio.create_task(_every(LOOK_AT_ROUNDS, chores.remind_when_due)),
        asyncio.create_task(_every(LOOK_AT_ROUNDS, chores.climb_when_due)),
        asyncio.create_task(_every(SWEEP, chores.sweep)),
        asyncio.create_task(_every(SWEEP, chores.enter_holidays)),
        asyncio.create_task(_every(AGAIN_AFTER, refresh)),
        asyncio.create_task(_every(BEAT, partial(take_back_stalled, queue))),
    ]
    told = asyncio.create_task(_told_to_stop(parent))
    log.info("worker started", tasks=sorted(jobs.registered))
    try:
        await asyncio.wait([worker, told], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in (worker, told, *looked_after):
            each.cancel()
        with suppress(asyncio.CancelledError):
            await worker
    log.info("worker stopped")


async def _told_to_stop(parent: int | None) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    while parent in (None, os.getppid()):
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 1)
            return
    log.warning("the web process is gone, so this worker ends too")


async def _every(seconds: float, chore: Callable[[], Awaitable[None]]) -> None:
    """A chore that fails is tried again; a database that is away comes back."""
    while True:
        try:
            await chore()
        except (OSError, OperationalError, InterfaceError, PoolTimeout, ConnectorException) as error:
            log.warning("the database does not answer", error=type(error).__name__)
        except Exception:
            log.exception("a chore failed")
        await asyncio.sleep(seconds)


async def take_back_stalled(queue: App) -> None:
    """Jobs whose worker died go back into the queue, or are given up after the last try. One worker does this."""
    async with db.begin(via="worker") as session:
        if not (await db.sql(session, ONE_REAPER)).scalar_one():
            return
        for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
            if job.attempts >= TRIES - 1:
                await queue.job_manager.finish_job(job, Status.FAILED, delete_job=False)
                await _alarm(job)
            else:
                log.warning("job taken back", job=job.id, task=job.task_name)
                await queue.job_manager.retry_job(job, retry_at=clock.now() + timedelta(seconds=1))
