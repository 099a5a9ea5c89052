"""A large answer is made whole in a temporary file, and then sent.

So whoever reads slowly holds no connection of the database, what fails fails before the first byte and with a proper
error, and a download that was cut is noticed, since its length was said."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from os import SEEK_END
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import IO
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse

AT_ONCE = 2  # exports a process makes at one time: the others wait, and pages are still answered
CHUNK = 64 * 1024
_places = asyncio.Semaphore(AT_ONCE)


async def spooled(
    write: Callable[[IO[bytes]], Awaitable[None]],
    media_type: str,
    *,
    name: str = "",
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """What `write` puts into the file, to be saved under a `name`. `headers` are looked at when it is made."""
    file = TemporaryFile()  # noqa: SIM115  it is closed when its last byte was sent
    try:
        async with _places:
            await write(file)
    except BaseException:
        file.close()
        raise
    about = {"content-length": str(file.seek(0, SEEK_END)), "cache-control": "no-store", **headers}
    if name:
        about["content-disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return StreamingResponse(_sent(file), media_type=media_type, headers=about)


async def _sent(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk
    finally:
        file.close()
