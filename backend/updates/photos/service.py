"""Photos of a weekly update: up to three, each kept in two sizes as files of the project."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.files import service as files
from backend.files.models import StoredFile
from backend.files.recognising import Recognised
from backend.projects.models import Project
from backend.updates.models import Update
from backend.updates.photos.developing import Developed, develop, refused
from backend.updates.photos.models import Photo
from backend.updates.photos.schemas import PhotoIn
from backend.weeks import Week

MOST = 3


async def add(session: AsyncSession, actor: Actor, update: Update, data: bytes, said: PhotoIn) -> Photo:
    """Put a photo to an update; the same bytes once more are the same photo. Only for who may report the project."""
    sha256 = hashlib.sha256(data).hexdigest()
    there = (await of_updates(session, [update.id])).get(update.id, [])
    if same := next((each for each in there if each.sha256 == sha256), None):
        return same
    if len(there) >= MOST:
        raise refused(f"第{Week(update.week_start).number}周已有{MOST}张照片，一周最多{MOST}张")
    made = await develop(data)
    large, thumbnail = await _kept(session, actor, update, made)
    photo = Photo(
        project_id=update.project_id,
        update_id=update.id,
        week_start=update.week_start,
        sha256=sha256,
        width=made.width,
        height=made.height,
        file_id=large.id,
        thumbnail_id=thumbnail.id,
        caption=said.caption,
        longitude=said.longitude,
        latitude=said.latitude,
        sent_by_id=actor.person_id,
    )
    session.add(photo)
    await session.flush()
    return photo


async def of_updates(session: AsyncSession, updates: Collection[UUID]) -> dict[UUID, list[Photo]]:
    """In the order in which they came."""
    found: dict[UUID, list[Photo]] = {}
    query = select(Photo).where(col(Photo.update_id).in_(updates)).order_by(col(Photo.sent_at), col(Photo.id))
    for photo in await session.exec(query) if updates else ():
        found.setdefault(photo.update_id, []).append(photo)
    return found


async def of_project(
    session: AsyncSession, project: Project, limit: int, before: tuple[datetime, UUID] | None = None
) -> Sequence[Photo]:
    """The newest first."""
    key = (col(Photo.sent_at), col(Photo.id))
    query = select(Photo).where(Photo.project_id == project.id).order_by(*(each.desc() for each in key)).limit(limit)
    return (await session.exec(query.where(tuple_(*key) < tuple_(*before)) if before else query)).all()


async def _kept(session: AsyncSession, actor: Actor, update: Update, made: Developed) -> list[StoredFile]:
    project, week = await session.get_one(Project, update.project_id), Week(update.week_start).label
    sizes = {f"{week}照片": made.large, f"{week}缩略图": made.thumbnail}
    return [
        await files.keep(session, actor, project, name, Recognised("image/jpeg", ".jpg", data))
        for name, data in sizes.items()
    ]
