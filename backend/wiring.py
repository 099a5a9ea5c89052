"""What every transaction does last, for app, worker, command line and tests alike."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend import db
from backend.timeline import settling


def install() -> None:
    db.before_commit[:] = [settling.settle]


@asynccontextmanager
async def house_at(url: str) -> AsyncIterator[None]:
    """Everything in its place, and every session of this process pointed at that database."""
    install()
    engine = db.connect(url)
    try:
        yield
    finally:
        await engine.dispose()
