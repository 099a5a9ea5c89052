"""Servers of the outside world, on loopback: one that takes mail, one that answers as robots do."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP


@dataclass
class Postbox:
    """`answers` are given to the next mails, in order; then all are taken."""

    port: int = 0
    mails: list = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  the library calls it so
        if self.answers:
            return self.answers.pop(0)
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@asynccontextmanager
async def postbox() -> AsyncIterator[Postbox]:
    box = Postbox()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(box, enable_SMTPUTF8=True), "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box


@dataclass
class Group:
    """What was posted to a robot's address, as (path and query, JSON)."""

    port: int = 0
    said: list = field(default_factory=list)
    answer: str = '{"errcode": 0, "errmsg": "ok"}'
    head: str = "200 OK"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/robot/send?access_token=secret"


@asynccontextmanager
async def group() -> AsyncIterator[Group]:
    place = Group()

    async def answer(reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next((int(line[15:]) for line in head.splitlines() if line.lower().startswith("content-length")), 0)
        place.said.append((head.split()[1], json.loads(await reader.readexactly(length) or "null")))
        body = place.answer.encode()
        writer.write(
            f"HTTP/1.1 {place.head}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    place.port = server.sockets[0].getsockname()[1]
    async with server:
        yield place
