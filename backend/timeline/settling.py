"""The end of every transaction that touched a project: its lights are judged, its next version and summary written.

Numbers are taken under the lock under which the record of changes takes its own (see the migration
`record of changes`): whoever holds it sees everything committed before, so a version is never older
than the one before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, func, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.feed import turn
from backend.ids import digest
from backend.projects.summary import Summary
from backend.signals import judging, rows
from backend.timeline import older, summarising
from backend.timeline.building import build
from backend.timeline.document import SHAPE, ProjectDocument
from backend.timeline.models import Operation, ProjectVersion, ScopeEntry
from backend.timeline.scoping import scopes_of, steps

OWN_NOTES = text(
    "DELETE FROM touched WHERE txid = pg_current_xact_id_if_assigned()::text RETURNING project_id, shown, actor_id, via"
)
ALL_NOTES = text("DELETE FROM touched RETURNING project_id, shown, actor_id, via")
LAST = text(
    "SELECT coalesce(max(seq), 0), greatest(tell_time(), max(at)),"
    " (SELECT u.name FROM accounts a JOIN units u ON u.id = a.unit_id WHERE a.id = :actor) FROM project_versions"
)
NEW = ("version", "updated_at")  # what differs in every version, and so says nothing about its content
UNNUMBERED: dict[str, Any] = {"seq": 0, "project_id": None, "via": "", "digest": ""}  # filled in when it is its turn


@dataclass(frozen=True)
class Note:
    """A project that was touched: itself, or only something that its document shows; by whom, through which door."""

    project_id: UUID
    shown: bool
    actor_id: UUID | None
    via: str


async def settle(session: AsyncSession) -> None:
    """Write the versions of the projects that this transaction touched."""
    await _settle(session, await _notes(session, OWN_NOTES))


async def settle_left_over(session: AsyncSession) -> int:
    """Write the versions that raw SQL left behind; the worker does this every second. How many there were."""
    notes = await _notes(session, ALL_NOTES)
    await _settle(session, notes)
    return len(notes)


async def write_anew(session: AsyncSession, project_ids: Iterable[UUID], via: str) -> None:
    """Write a version of each project although nothing about it has changed: its document has another shape."""
    await _settle(session, [Note(each, shown=False, actor_id=None, via=via) for each in project_ids])


async def _notes(session: AsyncSession, query: TextClause) -> list[Note]:
    return [Note(*row) for row in (await db.sql(session, query)).all()]


async def _settle(session: AsyncSession, notes: Sequence[Note]) -> None:
    if not notes:
        return
    await turn.take(session)
    owned = {note.project_id for note in notes if not note.shown}
    actor, via = notes[-1].actor_id, notes[-1].via
    found = await rows.fetch(session, {note.project_id for note in notes})
    if await judging.light_up(session, found):
        await db.sql(session, OWN_NOTES)  # that lights were written is part of the versions that are written now
    before = await _current(session, {note.project_id for note in notes})
    seq, at, unit = (await db.sql(session, LAST, actor=actor)).one()
    became = [
        (project_id, is_now)
        for project_id in {note.project_id for note in notes}
        for is_now in _became(build(found[project_id]) if project_id in found else None, before.get(project_id))
    ]
    for project_id, is_now in sorted(became, key=_who_goes_first):
        was = before.get(project_id)
        version = _next(was, is_now, at)
        if project_id not in owned and was and was.digest == version.digest:
            continue
        seq += 1
        version.project_id, version.seq = project_id, seq
        version.actor_id, version.actor_unit, version.via = actor, unit, via
        _write(session, was, is_now, version)
        await _summarise(session, is_now, version)
        before[project_id] = version
    await session.flush()


def _who_goes_first(step: tuple[UUID, ProjectDocument | None]) -> tuple[bool, UUID]:
    """Who goes makes room for who comes: two projects may exchange their codes."""
    project_id, is_now = step
    return is_now is not None, project_id


async def _current(session: AsyncSession, project_ids: Iterable[UUID]) -> dict[UUID, ProjectVersion]:
    newest = (
        select(func.max(ProjectVersion.seq))
        .where(col(ProjectVersion.project_id).in_(list(project_ids)))
        .group_by(col(ProjectVersion.project_id))
    )
    query = select(ProjectVersion).where(col(ProjectVersion.seq).in_(newest))
    return {version.project_id: version for version in (await session.exec(query)).all()}


def _became(document: ProjectDocument | None, was: ProjectVersion | None) -> list[ProjectDocument | None]:
    """What became of a project: mostly one document. One that came and went within a transaction was never there, and
    one with another code is, to those who know it by its code, gone and a new one."""
    known = was if was and was.document else None
    if document is None:
        return [None] if known else []
    return [None, document] if known and known.code != document.code else [document]


def _next(was: ProjectVersion | None, document: ProjectDocument | None, at: datetime) -> ProjectVersion:
    """The version after `was`."""
    number = was.version + 1 if was else 1
    if document is None:
        code = was.code if was else ""
        return ProjectVersion(**UNNUMBERED, code=code, version=number, operation=Operation.DELETED, at=at)
    stamped = document.model_copy(update={"version": number, "updated_at": at})
    return ProjectVersion(
        **UNNUMBERED | {"digest": digest(document.model_dump_json(exclude=set(NEW)))},
        code=document.code,
        version=number,
        operation=Operation.UPSERT,
        at=at,
        shape=SHAPE,
        document=stamped.model_dump_json(),
    )


def _write(
    session: AsyncSession, was: ProjectVersion | None, document: ProjectDocument | None, version: ProjectVersion
) -> None:
    """The version, how it differs from the one before it, and in whose feed it is."""
    old = older.read(was.document) if was and was.document else None
    if document:
        version.changed = _changed(old, document)
    session.add(version)
    here = steps(scopes_of(old), scopes_of(document))
    session.add_all(ScopeEntry(scope=scope, seq=version.seq, step=step) for scope, step in here.items())


def _changed(old: ProjectDocument | None, document: ProjectDocument) -> list[str]:
    """Names of the parts that differ from the version before; all of them for the first."""
    names = [name for name in ProjectDocument.model_fields if name not in NEW]
    return [name for name in names if old is None or getattr(old, name) != getattr(document, name)]


async def _summarise(session: AsyncSession, document: ProjectDocument | None, version: ProjectVersion) -> None:
    if document is None:
        await session.exec(delete(Summary).where(col(Summary.project_id) == version.project_id))
        return
    fields = summarising.summary(document, version)
    write = insert(Summary).values(fields)
    await session.exec(write.on_conflict_do_update(index_elements=["project_id"], set_=fields))
