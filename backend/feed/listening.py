"""Hearing of new versions at once: one connection a process listens, and wakes all who wait."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import asyncpg
import structlog

from backend import db

log = structlog.get_logger()
CHANNEL = "feed"
AGAIN_AFTER = 1  # seconds, when the database is away


class Bell:
    """Rings whenever a transaction that wrote versions has been committed, by whichever process."""

    def __init__(self) -> None:
        self._rings = 0
        self._rung = asyncio.Event()
        self._listener: asyncio.Task[None] | None = None
        self._address = ""
        self._closing = False

    async def hear(self) -> int:
        """How often it has rung so far. Ask before looking into the feed, so that nothing falls in between."""
        if self._address != db.address() or self._listener is None or self._listener.done():
            self.hang_up()
            self._closing, self._address = False, db.address()
            self._rung = asyncio.Event()
            heard = asyncio.Event()
            self._listener = asyncio.create_task(self._listen(self._address, heard))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(heard.wait(), AGAIN_AFTER)
        return self._rings

    async def rings(self, heard: int, until: float) -> bool:
        """Whether it rings again before that time of the event loop."""
        while self._rings == heard:
            rest = until - asyncio.get_running_loop().time()
            if rest <= 0 or self._closing:
                return False
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._rung.wait(), rest)
        return not self._closing

    def close(self) -> None:
        """The house closes: whoever waits is answered now."""
        self._closing = True
        self._ring()
        self.hang_up()

    def hang_up(self) -> None:
        if self._listener:
            self._listener.cancel()
        self._listener = None

    def _ring(self, *_: object) -> None:
        self._rings += 1
        self._rung.set()
        self._rung = asyncio.Event()

    async def _listen(self, address: str, heard: asyncio.Event) -> None:
        """A connection that breaks is replaced; what was missed meanwhile, those who wait look up when it stands."""
        while True:
            try:
                async with self._connection(address) as lost:
                    self._ring()
                    heard.set()
                    await lost.wait()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                log.warning("the feed cannot be listened to", error=type(error).__name__)
            await asyncio.sleep(AGAIN_AFTER)

    @contextlib.asynccontextmanager
    async def _connection(self, address: str) -> AsyncIterator[asyncio.Event]:
        lost = asyncio.Event()
        connection = await asyncpg.connect(address, timeout=5, server_settings={"application_name": "sanpi feed"})
        try:
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, self._ring)
            yield lost
        finally:
            connection.terminate()


bell = Bell()
