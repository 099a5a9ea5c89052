"""我的待办: what waits on a person. Each room adds what is its own by one function; none asks once a row.

A room writes `waiting.py` with functions of the shape `Source`, and `backend.waiting_sources` names them in the order
in which their groups are shown."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import BEIJING, today


@dataclass(frozen=True)
class Waiting:
    """One thing that waits; `kind` is the heading under which it stands, `path` where one does it."""

    kind: str
    title: str
    path: str
    remark: str = ""
    by: str = ""
    since: date | datetime | None = None
    until: date | None = None

    @property
    def days_over(self) -> int:
        """Days since it should have been done; zero when there is time yet."""
        return max((today() - self.until).days, 0) if self.until else 0

    @property
    def since_day(self) -> date | None:
        return self.since.astimezone(BEIJING).date() if isinstance(self.since, datetime) else self.since


@dataclass(frozen=True)
class Group:
    kind: str
    items: list[Waiting]


Source = Callable[[AsyncSession, Actor], Awaitable[list[Waiting]]]
sources: list[Source] = []


async def waiting_on(session: AsyncSession, actor: Actor) -> list[Group]:
    """By kind, in the order of the sources; within a kind what is due first comes first."""
    groups: dict[str, list[Waiting]] = {}
    for find in sources:
        for each in await find(session, actor):
            groups.setdefault(each.kind, []).append(each)
    return [Group(kind, sorted(items, key=_urgency)) for kind, items in groups.items()]


def _urgency(each: Waiting) -> tuple[date, date, str]:
    return (each.until or date.max, each.since_day or date.max, each.title)
