"""Reading a project's history: its changes, and the names of what they speak of."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, func, literal, text, union_all
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account, ApiKey, Unit
from backend.feed.models import Change
from backend.files.models import StoredFile
from backend.lifecycle.models import Batch
from backend.milestones.models import Milestone
from backend.problems.models import Problem
from backend.projects import service as projects
from backend.projects.models import Developer, Programme
from backend.supervision.models import Supervision
from backend.timeline.names import Names
from backend.timeline.sentences import Event, events
from backend.updates.models import Update
from backend.weeks import Week

KEYS = (
    "unit_id",
    "account_id",
    "developer_id",
    "batch_id",
    "programme_id",
    "milestone_id",
    "update_id",
    "file_id",
    "problem_id",
    "supervision_id",
    "lead_unit_id",
)


async def history(  # noqa: PLR0913  whose, in which words, which part
    session: AsyncSession,
    project_id: UUID,
    lists: projects.Lists,
    *,
    before: int | None = None,
    until: datetime | None = None,
    limit: int = 100,
) -> tuple[list[Event], int | None]:
    """The newest first, and the number before which the rest lies; none when this is all. `until` is the moment of
    which it is told: what came later is left out."""
    query = select(Change).where(Change.project_id == project_id).order_by(col(Change.seq).desc())
    if before:
        query = query.where(Change.seq < before)
    if until:
        query = query.where(Change.at <= until)
    changes = (await session.exec(query.limit(limit + 1))).all()
    shown = changes[:limit]
    rest = shown[-1].seq if len(changes) > limit else None
    return events(shown, await _names(session, shown, lists), Week.current().year), rest


async def _names(session: AsyncSession, changes: Sequence[Change], lists: projects.Lists) -> Names:
    labels = {scheme: {code: entry.label for code, entry in entries.items()} for scheme, entries in lists.items()}
    keys = _keys(changes)
    if not keys:
        return Names(lists=labels)
    sources: list[tuple[Any, Any]] = [
        (Account, Account.person),
        (ApiKey, func.concat("密钥“", ApiKey.name, "”")),
        (Unit, Unit.name),
        (Developer, Developer.name),
        (Batch, func.concat(Batch.year, "年第", Batch.ordinal, "期")),
        (Programme, Programme.name),
        (Milestone, Milestone.label),
        (StoredFile, StoredFile.name),
        (Problem, func.concat("第", Problem.number, "号问题")),
        (Supervision, func.concat("督办〔", Supervision.year, "〕", Supervision.number, "号")),
        (Update, func.to_char(Update.week_start, text("'IYYY年第FMIW周'"))),
    ]
    parts = [
        select(cast(table.id, String), cast(name, String), literal(table.__tablename__)).where(col(table.id).in_(keys))
        for table, name in sources
    ]
    found = (await session.exec(union_all(*parts))).all()  # type: ignore[call-overload]
    rows = {key: name for key, name, _ in found}
    return Names({UUID(key): name for key, name in rows.items()}, rows, labels)


def _keys(changes: Iterable[Change]) -> set[UUID]:
    keys = {change.actor_id for change in changes if change.actor_id}
    for change in changes:
        for row in (change.before or {}, change.after or {}):
            keys |= {UUID(row[name]) for name in KEYS if row.get(name)}
    return keys
