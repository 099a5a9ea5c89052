"""Photos that come in pieces: each piece is laid on the shelf by itself, so that a cut costs one piece at most."""

import hashlib
import re
from dataclasses import dataclass
from typing import ClassVar

from backend.accounts.actor import Actor
from backend.errors import Conflict, DomainError, Invalid, NotFound
from backend.files import shelf
from backend.files.shelf import Piece
from backend.projects.models import Project
from backend.updates.photos.developing import refused

LARGEST_PHOTO = 24 * 2**20  # bytes; what is larger is first made smaller on the phone
MB = 2**20
SHA256 = re.compile(r"[0-9a-f]{64}")


class TooLarge(DomainError):
    status: ClassVar[int] = 413
    code: ClassVar[str] = "too_large"


@dataclass(frozen=True)
class Arrival:
    """A photo on its way, named by the hash of its whole: each sender has their own."""

    sha256: str
    key: str

    @classmethod
    def of(cls, actor: Actor, project: Project, sha256: str) -> "Arrival":
        if not SHA256.fullmatch(sha256):
            raise NotFound("照片的校验值不对，请重新选这张照片")
        return cls(sha256, f"{project.id.hex}/{actor.id.hex if actor.id else 'house'}/{sha256}")


def fits(size: int) -> None:
    if size > LARGEST_PHOTO:
        raise TooLarge(f"照片有{size / MB:.1f}MB，最多{LARGEST_PHOTO // MB}MB，请缩小后再传")


async def received(arrival: Arrival) -> int:
    """How many bytes from the start are there: the next piece begins here."""
    return _end(_in_a_row(await shelf.pieces(arrival.key)))


async def take(arrival: Arrival, offset: int, size: int, data: bytes) -> int:
    """Keep the piece that begins at `offset`; how many bytes are there then. One that came before is not kept twice."""
    fits(max(size, offset + len(data)))
    here = await received(arrival)
    if offset > here or offset + len(data) > size:
        raise Conflict("这一段接不上，请从已收到的地方接着传", received=here)
    if data and offset == here:
        await shelf.lay_piece(arrival.key, offset, data)
        here += len(data)
    return here


async def whole(arrival: Arrival) -> bytes:
    """All of it, checked against its hash. What is not what it should be is thrown away, to be sent again."""
    parts = _in_a_row(await shelf.pieces(arrival.key))
    if not parts:
        raise Invalid.field("sha256", "这张照片还没有传来，请先上传", arrival.sha256)
    data = await shelf.joined(parts)
    if hashlib.sha256(data).hexdigest() != arrival.sha256:
        await clear(arrival)
        raise refused("照片没有传完整，请再传一次")
    return data


async def clear(arrival: Arrival) -> None:
    await shelf.remove([part.place for part in await shelf.pieces(arrival.key)])


def _in_a_row(parts: list[Piece]) -> list[Piece]:
    row: list[Piece] = []
    for part in parts:
        if part.offset == _end(row):
            row.append(part)
    return row


def _end(row: list[Piece]) -> int:
    return row[-1].offset + row[-1].size if row else 0
