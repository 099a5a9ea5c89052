"""The platform of somebody else, on loopback: it keeps what it is told, and answers as it is asked to."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from standardwebhooks import Webhook


@dataclass
class Platform:
    port: int = 0
    told: list = field(default_factory=list)
    """Headers and body of each request."""
    answer: str = "204 No Content"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sanpi?from=sanpi"

    def checked(self, secret: str) -> dict:
        """The newest message, if its signature is right."""
        headers, body = self.told[-1]
        return Webhook(secret).verify(body, headers)


@asynccontextmanager
async def platform() -> AsyncIterator[Platform]:
    place = Platform()

    async def answer(reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        pairs = [line.split(": ", 1) for line in head.split("\r\n")[1:] if line]
        headers = {name.lower(): value for name, value in pairs}
        body = (await reader.readexactly(int(headers["content-length"]))).decode()
        assert json.loads(body)
        place.told.append((headers, body))
        writer.write(f"HTTP/1.1 {place.answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    place.port = server.sockets[0].getsockname()[1]
    async with server:
        yield place
