"""`sanpi serve`: the web in this process, the worker in a child; both end together, and cleanly."""

import asyncio
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import getpid

import psycopg
import structlog
import uvicorn
from psycopg import pq

from backend import db, postgres
from backend.app import create_app
from backend.config import settings
from backend.errors import Unavailable
from backend.feed.listening import bell

log = structlog.get_logger()
GRACE = 20  # seconds that requests in flight may still take
RESTART_AFTER = 2  # seconds
LOOK_AFTER = 2


class Web(uvicorn.Server):
    """Signals are ours: uvicorn would raise them again at its end, and the exit code would not be 0."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        self.should_exit = True


def reserve_port() -> socket.socket:
    """Take the port before anything else is begun; connections are taken later."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named, or asyncio would leave Nagle's algorithm on: 40 ms for every answer after the first.
    place = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((settings.host, settings.port))
    except OSError as error:
        place.close()
        raise Unavailable(
            f"{settings.host}:{settings.port} 用不了（{error.strerror}）。"
            f"可能已有一个在运行；要换端口，例如 PORT={settings.port + 1} sanpi serve"
        ) from error
    return place


async def serve(url: str, place: socket.socket, *, with_worker: bool) -> None:
    """Until SIGINT or SIGTERM."""
    config = uvicorn.Config(
        create_app(url),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        timeout_graceful_shutdown=GRACE,
    )
    web, stop = Web(config), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    serving = asyncio.create_task(web.serve([place]))
    others = [asyncio.create_task(keep_worker(stop))] if with_worker else []
    if settings.database_url is None:
        others.append(asyncio.create_task(keep_database(stop, url)))
    await asyncio.wait([serving, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    bell.close()  # who waits for news is answered before connections are waited for
    web.stop()
    await asyncio.gather(serving, *others)


async def keep_worker(stop: asyncio.Event) -> None:
    """A worker in a session of its own (a Ctrl-C is for us alone), started again if it ends by itself."""
    while not stop.is_set():
        command = [sys.executable, "-m", "backend.cli", "worker", "--parent", str(getpid())]
        worker = await asyncio.create_subprocess_exec(*command, start_new_session=True)
        ended, stopping = asyncio.create_task(worker.wait()), asyncio.create_task(stop.wait())
        await asyncio.wait([ended, stopping], return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            worker.terminate()
        elif not stop.is_set():
            log.error("the worker ended by itself and is started again", code=worker.returncode)
            await _within(stop, RESTART_AFTER)
        await ended
        stopping.cancel()


async def keep_database(stop: asyncio.Event, url: str) -> None:
    """The embedded database is ours to start again when it has crashed."""
    address = db.libpq_url(url).encode()
    while not await _within(stop, LOOK_AFTER):
        if await asyncio.to_thread(pq.PGconn.ping, address) != pq.Ping.OK:
            log.error("the database has ended by itself and is started again")
            try:
                await asyncio.to_thread(postgres.ensure, settings.data_dir)
            except (Unavailable, psycopg.Error) as error:
                log.error("the database could not be started", error=str(error))  # noqa: TRY400  tried again soon


async def _within(stop: asyncio.Event, seconds: float) -> bool:
    """Whether it is time to stop, waited for so long."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
