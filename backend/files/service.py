"""Files that prove something about a project: taken in, read by whoever may read the project, swept up."""

import asyncio
import hashlib
import re
from pathlib import PurePath
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import NotFound, require
from backend.files import shelf
from backend.files.models import StoredFile
from backend.files.recognising import Recognised, recognise
from backend.ids import uuid7
from backend.projects import policy, queries
from backend.projects import service as projects
from backend.projects.models import Project

LARGEST_UPLOAD = 12 * 1024 * 1024  # bytes a request

decoders = asyncio.Semaphore(2)
"""So many files are decoded at once: a picture of the largest size takes 160 MB while it is read."""


async def take_in(session: AsyncSession, actor: Actor, code: str, name: str, data: bytes) -> StoredFile:
    """Keep a file of a project; the same bytes once more are the same file."""
    project = await projects.get(session, actor, code)
    standing = await queries.standing(session, actor, project.id)
    allowed = policy.may_report_permits(actor, standing)
    require(allowed, policy.no_duty(project.short_name))
    async with decoders:
        found = await asyncio.to_thread(recognise, data)
    return await keep(session, actor, project, name, found)


async def read(session: AsyncSession, actor: Actor, file_id: UUID) -> tuple[StoredFile, bytes]:
    query = queries.visible_to(actor).join(StoredFile, col(StoredFile.project_id) == Project.id)
    project = (await session.exec(query.where(StoredFile.id == file_id))).one_or_none()
    file = await session.get(StoredFile, file_id) if project else None
    if file is None:
        raise NotFound("没有这份文件，或您不能查看它")
    return file, await shelf.fetch(file.sha256)


async def sweep(session: AsyncSession) -> int:
    """Remove the files that no row knows; how many they were."""
    known = set((await session.exec(select(StoredFile.sha256))).all())
    places = await shelf.unclaimed(known)
    await shelf.remove(places)
    return len(places)


async def keep(session: AsyncSession, actor: Actor, project: Project, name: str, found: Recognised) -> StoredFile:
    """The same bytes once more are the same file."""
    sha256 = hashlib.sha256(found.data).hexdigest()
    query = select(StoredFile).where(StoredFile.project_id == project.id, StoredFile.sha256 == sha256)
    if kept := (await session.exec(query)).first():
        return kept
    await shelf.lay(sha256, found.data)
    file = StoredFile(
        id=uuid7(),
        project_id=project.id,
        name=called(name, found.suffix),
        media_type=found.media_type,
        sha256=sha256,
        size=len(found.data),
        uploaded_by_id=actor.person_id,
    )
    session.add(file)
    await session.flush()
    return file


def called(given: str, suffix: str) -> str:
    """A name made by us: letters, digits and hyphens of the one given, and the ending of what the file is."""
    stem = re.sub(r"[^\w〔〕（）()-]+", "-", PurePath(given.replace("\\", "/")).stem).strip("-_")
    return (stem[:80] or "附件") + suffix
