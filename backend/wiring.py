"""Where lower floors leave a place for higher ones, it is filled here, once for app, worker, commands and tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend import db
from backend.accounts import auth, holding, scopes
from backend.assignments import holding as of_projects
from backend.calendar import reading
from backend.projects import scoping
from backend.reminders import own
from backend.timeline import settling


def install() -> None:
    db.before_commit[:] = [reading.follow, settling.settle]
    auth.unread[:] = [own.unread]
    holding.known[:] = [of_projects.duties]
    scopes.choices.update(area=scoping.areas_by_code, programme=scoping.programmes_by_code)


@asynccontextmanager
async def house_at(url: str) -> AsyncIterator[None]:
    """Everything in its place, and every session of this process pointed at that database."""
    install()
    engine = db.connect(url)
    try:
        yield
    finally:
        await engine.dispose()
