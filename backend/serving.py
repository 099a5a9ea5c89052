"""`sanpi serve`: the web in this process, the worker in a child; both end together, and cleanly."""

import asyncio
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import getpid

import structlog
import uvicorn

from backend.app import create_app
from backend.config import settings
from backend.errors import Unavailable

log = structlog.get_logger()
GRACE = 20  # seconds that requests in flight may still take
RESTART_AFTER = 2  # seconds


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
    place = socket.socket(family)
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
    working = asyncio.create_task(keep_worker(stop)) if with_worker else None
    await asyncio.wait([serving, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    web.stop()
    await serving
    if working:
        await working


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
            await asyncio.wait([stopping], timeout=RESTART_AFTER)
        await ended
        stopping.cancel()
