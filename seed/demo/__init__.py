"""A demonstration: the named projects and some that do not exist, with a made-up history of some weeks.

Equal arguments give equal documents. It is written through the services, on the settable clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlalchemy import text
from sqlmodel import select

from backend import db
from backend.accounts.models import Account
from backend.feed import installation
from backend.weeks import Week
from backend.working_days import use
from seed.demo import history, stories
from seed.demo.cast import READER, SHOWN
from seed.demo.span import OFFICIAL, Span

__all__ = ["OFFICIAL", "SHOWN", "Found", "Span", "Telling"]

TOLD = text(
    "SELECT min(after ->> 'week_start'), max(after ->> 'week_start') FROM changes"
    " WHERE subject = 'updates' AND via = 'demo' AND operation = 'insert'"
)


class Telling:
    """A history that is ready to be written; `size` is how many steps that takes."""

    def __init__(self, span: Span) -> None:
        use(OFFICIAL)
        self.span, self.stories = span, stories.stories(span)
        self.turns = stories.turns(span, self.stories)

    @property
    def size(self) -> int:
        opened = sum(story.begins == self.span.opening for story in self.stories)
        return opened + len(self.turns)

    async def write(self, step: Callable[[str], None]) -> None:
        await history.write(self.span, self.stories, self.turns, step)


@dataclass(frozen=True)
class Found:
    """What a database holds already."""

    demonstration: bool
    in_use: bool
    """Somebody has an account here, so it is an installation, not an empty database."""
    whole: bool
    """The history was written to its end."""
    span: Span | None

    @classmethod
    async def here(cls) -> Self:
        async with db.sessions() as session:
            names = set((await session.exec(select(Account.name))).all())
            first, last = (await db.sql(session, TOLD)).one()
            span = Span(Week(date.fromisoformat(first)), Week(date.fromisoformat(last))) if first else None
            demonstration = await installation.is_demonstration(session)
            return cls(demonstration, bool(names), READER.name in names, span)
