"""Photos for a brief: from the galleries of the projects of its blocks, sent by the moment that it tells of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.briefs.blocks_laid import key_of
from backend.briefs.data import BriefData, Edition, Picked
from backend.briefs.schemas import PickedIn
from backend.clock import BEIJING
from backend.errors import Invalid
from backend.files import shelf
from backend.files.models import StoredFile
from backend.projects.models import Project
from backend.updates.photos.models import Photo

OFFERED = 12  # for a block: the newest ones


@dataclass(frozen=True)
class Offered:
    """A photo that could stand in a block. `said` is what would stand below it."""

    block: str
    photo: UUID
    code: str
    file: UUID
    sha256: str
    thumbnail: UUID
    said: str
    sent_at: datetime


async def offered(session: AsyncSession, data: BriefData) -> list[Offered]:
    """By block, the newest first; one statement for all of them."""
    blocks = {member.code: key_of(block) for block in data.blocks for member in block.members}
    names = {member.code: member.short_name for block in data.blocks if block.programme for member in block.members}
    query = (
        select(Photo, Project.code, StoredFile.sha256)
        .join(Project, col(Project.id) == Photo.project_id)
        .join(StoredFile, col(StoredFile.id) == Photo.file_id)
        .where(col(Project.code).in_(blocks), Photo.sent_at <= data.as_of)
        .order_by(col(Photo.sent_at).desc(), col(Photo.id).desc())
    )
    return [
        Offered(
            block=blocks[code],
            photo=photo.id,
            code=code,
            file=photo.file_id,
            sha256=sha256,
            thumbnail=photo.thumbnail_id,
            said=_said(photo, names.get(code, "")),
            sent_at=photo.sent_at,
        )
        for photo, code, sha256 in await session.exec(query)
    ]


def _said(photo: Photo, whose: str) -> str:
    day = photo.sent_at.astimezone(BEIJING)
    return f"{whose}{photo.caption or '现场'}（{day.month}月{day.day}日）"


async def picked(session: AsyncSession, data: BriefData, given: Sequence[PickedIn]) -> list[Picked]:
    if not given:
        return []
    known: Mapping[tuple[str, UUID], Offered] = {
        (each.block, each.photo): each for each in await offered(session, data)
    }
    found = []
    for each in {(one.block, one.photo): one for one in given}.values():
        photo = known.get((each.block, each.photo))
        if photo is None:
            raise Invalid.field("photos", "有一张照片不在这个项目截止以前的相册里，请从列出的照片里选", str(each.photo))
        found.append(
            Picked(
                block=photo.block,
                photo=photo.photo,
                sha256=photo.sha256,
                said=photo.said,
                code=photo.code,
                file=photo.file,
            )
        )
    return found


async def pictures(edition: Edition) -> dict[str, bytes]:
    """The photos of an edition for the printer, by the names that its document gives them."""
    return {each.name: await shelf.fetch(each.sha256) for each in edition.edits.photos}
