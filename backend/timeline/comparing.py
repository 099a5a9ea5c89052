"""Two moments side by side: which projects stand in another version at the second, and what was touched between."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.projects.listing import Filters, matching
from backend.timeline.models import ProjectVersion
from backend.timeline.scoping import seen_then
from backend.timeline.standing import standing

COLUMNS = ("project_id", "seq", "version", "code", "short_name", "stage", "condition", "signal", "total_investment")
MONEY = ("money_year", "invested_in_year")
JUDGED = frozenset({"lights", "computed_signal"})
"""Parts that each night's judging dates anew."""


@dataclass(frozen=True)
class Pair:
    """What lists know of a project at both moments; none where it was not there, or not in sight."""

    old: Any
    new: Any
    touched: frozenset[str] = field(default_factory=frozenset)
    """Names of the parts of the document that some version between changed."""

    @property
    def known(self) -> Any:
        return self.new or self.old

    @property
    def differing(self) -> bool:
        """Lights that were only judged again, with the same outcome, are no difference."""
        if not self.old or not self.new:
            return True
        return bool(self.old.seq != self.new.seq and (self.touched - JUDGED or self.differs("signal")))

    def differs(self, *names: str) -> bool:
        """Whether the project stood at both moments, but not alike."""
        return bool(self.old and self.new and any(getattr(self.old, each) != getattr(self.new, each) for each in names))


@dataclass(frozen=True)
class Compared:
    """`pairs` are those that differ, by code; `alike` is how many do not."""

    pairs: list[Pair]
    alike: int


async def compared(session: AsyncSession, actor: Actor, since: datetime, until: datetime, filters: Filters) -> Compared:
    """A project is compared that the filters find at one of the two moments."""
    old, new = [await _standing(session, actor, moment, filters) for moment in (since, until)]
    found = [each for each in {*old, *new} if any(rows[each].fits for rows in (old, new) if each in rows)]
    touched = await _touched(session, since, until)
    pairs = [Pair(old.get(each), new.get(each), touched.get(each, frozenset())) for each in found]
    differing = [pair for pair in pairs if pair.differing]
    return Compared(sorted(differing, key=lambda pair: str(pair.known.code)), len(found) - len(differing))


async def _standing(session: AsyncSession, actor: Actor, moment: datetime, filters: Filters) -> dict[UUID, Any]:
    then = standing(moment)
    fits = and_(true(), *matching(filters, then)).label("fits")
    query = select(*(getattr(then, name) for name in COLUMNS + MONEY), fits).where(seen_then(actor, then))  # type: ignore[call-overload]
    return {row.project_id: row for row in (await session.exec(query)).all()}


async def _touched(session: AsyncSession, since: datetime, until: datetime) -> dict[UUID, frozenset[str]]:
    name = func.unnest(ProjectVersion.changed).label("name")
    between = (col(ProjectVersion.at) > since, col(ProjectVersion.at) <= until)
    each = select(ProjectVersion.project_id, name).where(*between).distinct().subquery()
    query = select(each.c.project_id, func.array_agg(each.c.name)).group_by(each.c.project_id)
    return {project_id: frozenset(names) for project_id, names in (await session.exec(query)).all()}


async def texts(session: AsyncSession, pairs: Sequence[Pair]) -> dict[int, str]:
    """The stored documents of both sides, by their numbers."""
    numbers = [side.seq for pair in pairs for side in (pair.old, pair.new) if side]
    query = select(ProjectVersion.seq, ProjectVersion.document).where(col(ProjectVersion.seq).in_(numbers))
    return {seq: text or "" for seq, text in (await session.exec(query)).all()}
