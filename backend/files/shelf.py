"""Where the bytes of files lie, each under its hash: a folder, or a store that speaks S3 by setting.

A file is laid there before its row is written, so that no row is ever without its file; what a transaction that
was rolled back left behind is swept up a day later."""

from collections.abc import Callable, Collection, Coroutine
from datetime import timedelta
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from backend.clock import now
from backend.config import settings
from backend.errors import Unavailable

log = structlog.get_logger()
SETTLED = timedelta(days=1)  # no request lasts so long: what has no row by then will never have one

ARRIVING = "arriving"


class Piece(NamedTuple):
    """`offset` is where it begins in the whole; `place` where it lies."""

    offset: int
    size: int
    place: str


P = ParamSpec("P")
T = TypeVar("T")


def store() -> ObjectStore:
    if settings.evidence_url:
        return from_url(settings.evidence_url)
    return LocalStore(settings.files / "evidence", mkdir=True)


def _says_when_away(work: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    @wraps(work)
    async def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await work(*args, **kwargs)
        except (BaseError, OSError) as error:
            log.warning("the store of files failed", error=str(error))
            raise Unavailable("文件暂时存取不了，请稍后再试；若仍不行请联系管理员") from None

    return guarded


@_says_when_away
async def lay(sha256: str, data: bytes) -> None:
    """Whole or not at all. Laid again it counts as new, so that the sweeper leaves it for another day."""
    await store().put_async(_place(sha256), data)


@_says_when_away
async def fetch(sha256: str) -> bytes:
    found = await store().get_async(_place(sha256))
    return bytes(await found.bytes_async())


@_says_when_away
async def lay_piece(arrival: str, offset: int, data: bytes) -> None:
    """A part of a file that comes in pieces; what is never completed is swept up like any file without a row."""
    await store().put_async(f"{ARRIVING}/{arrival}/{offset:012}", data)


@_says_when_away
async def pieces(arrival: str) -> list[Piece]:
    """Those there are, in their order."""
    found = [each async for chunk in store().list(f"{ARRIVING}/{arrival}") for each in chunk]
    return sorted(Piece(int(each["path"].rpartition("/")[2]), each["size"], each["path"]) for each in found)


@_says_when_away
async def joined(parts: list[Piece]) -> bytes:
    here = store()
    return b"".join([bytes(await (await here.get_async(part.place)).bytes_async()) for part in parts])


async def unclaimed(known: Collection[str]) -> list[str]:
    """The places of files that no row knows, and that are old enough for it never to come."""
    before = now() - SETTLED
    stream = store().list()
    return [
        each["path"]
        async for chunk in stream
        for each in chunk
        if each["path"].rpartition("/")[2] not in known and each["last_modified"] < before
    ]


async def remove(places: Collection[str]) -> None:
    if places:
        await store().delete_async(list(places))


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
