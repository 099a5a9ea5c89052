import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import NAMESPACE_URL, UUID, uuid5

_drawn: ContextVar[Callable[[], int] | None] = ContextVar("drawn", default=None)


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562), so that keys sort by age and a phone can make them offline."""
    if draw := _drawn.get():
        return _versioned(draw(), 7)
    value = int.from_bytes(os.urandom(16))
    value = (time.time_ns() // 1_000_000) << 80 | value & (1 << 80) - 1
    return _versioned(value, 7)


@contextmanager
def drawn_from(draw: Callable[[], int]) -> Iterator[None]:
    """Make keys of the numbers (128 bit) that `draw` gives: a demonstration of the same arguments has the same."""
    token = _drawn.set(draw)
    try:
        yield
    finally:
        _drawn.reset(token)


def stable_id(*words: str) -> UUID:
    """The same words give the same key: for seeds, whose second run must meet the rows of the first."""
    return uuid5(NAMESPACE_URL, "urn:sanpi:" + ":".join(words))


def digest(text: str | bytes) -> str:
    """SHA-256 in hexadecimal: how secrets are stored and documents compared."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def _versioned(value: int, version: int) -> UUID:
    value = value & ~(0xF << 76) | version << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return UUID(int=value)
