"""Photos that come with a form of a browser without scripts: whole, and as many as were chosen."""

from collections.abc import Iterable
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import UploadFile

from backend.accounts.actor import Actor
from backend.updates.models import Update
from backend.updates.photos import service
from backend.updates.photos.arriving import fits
from backend.updates.photos.schemas import PhotoIn


async def hang(
    session: AsyncSession, actor: Actor, update: Update, uploads: Iterable[Any], said: PhotoIn | None = None
) -> int:
    """Browsers send an empty file without a name where none was chosen. How many there were."""
    chosen = [each for each in uploads if isinstance(each, UploadFile) and each.filename]
    for upload in chosen:
        fits(upload.size or 0)
        await service.add(session, actor, update, await upload.read(), said or PhotoIn())
    return len(chosen)
