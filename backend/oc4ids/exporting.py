"""Making the packages of what a key may see, from one read of the stored documents."""

import asyncio
import json
from datetime import datetime
from typing import IO, Any

from fastapi import Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import Actor
from backend.errors import NotFound
from backend.exchange import stored
from backend.exchange.exporting import noted
from backend.exchange.spooling import spooled
from backend.feed import installation
from backend.oc4ids import packages
from backend.oc4ids.mapping import project
from backend.oc4ids.packages import Package
from backend.oc4ids.values import Json
from backend.projects.listing import Filters
from backend.timeline import older, reading

NAME = "oc4ids.json"
JSON = "application/json"


async def package(session: AsyncSession, actor: Actor, wanted: Package, path: str) -> Response:
    """All of one kind; with none of it there is no package, since the standard knows no empty one."""
    await db.release(session)

    async def write(file: IO[bytes]) -> None:
        count = 0
        async with db.snapshots.begin() as reading_once:
            is_demonstration = await installation.is_demonstration(reading_once)
            head = packages.about(wanted, path, demonstration=is_demonstration)
            newest: datetime | None = None
            async for batch in stored.documents(reading_once, actor, Filters(), only=wanted.members):
                file.write(b"," if newest else _opening(head))
                text, moment = await asyncio.to_thread(_written, batch)
                file.write(text)
                newest = max(moment, newest or moment)
                count += len(batch)
        if newest is None:
            raise NotFound(f"这把密钥看得到的项目里没有{wanted.label}，OC4IDS 的数据包里至少要有一个")
        file.write(b'],"publishedDate":' + _text(newest.isoformat()) + b"}")
        noted(f"{NAME} {wanted}", actor, count)

    return await spooled(write, JSON)


async def single(session: AsyncSession, actor: Actor, code: str, path: str) -> str:
    """A package of the one project."""
    version = await reading.current(session, actor, code)
    document = older.read(version.document or "")
    is_demonstration = await installation.is_demonstration(session)
    about = packages.about(Package.of(document), path, demonstration=is_demonstration)
    shown = {"projects": [project(document, packages.prefix())], "publishedDate": document.updated_at.isoformat()}
    return _text(about | shown).decode()


def _opening(head: Json) -> bytes:
    return _text(head)[:-1] + b',"projects":['


def _written(batch: list[str]) -> tuple[bytes, datetime]:
    """Some projects, parted by commas, and when the newest of them changed. One document at a time is read."""
    parts = [_part(text) for text in batch]
    return b",".join(text for text, _ in parts), max(moment for _, moment in parts)


def _part(stored_text: str) -> tuple[bytes, datetime]:
    document = older.read(stored_text)
    return _text(project(document, packages.prefix())), document.updated_at


def _text(given: Any) -> bytes:
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
