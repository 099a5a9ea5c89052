"""The door to the darkroom: a photo in, both sizes or a reason out. No picture is decoded in this process."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from base64 import b64decode
from dataclasses import dataclass

import structlog

from backend.config import ROOT
from backend.errors import Invalid

log = structlog.get_logger()
PATIENCE = 30  # seconds; its own limit is on work, this one on waiting
TOO_HEAVY = "这张照片处理不了，请换一张，或用手机截图后再传"

darkrooms = asyncio.Semaphore(2)
"""So many photos are developed at once: each may take a gigabyte."""


@dataclass(frozen=True)
class Developed:
    """`large` has a long edge of 1600 pixels at most, `thumbnail` 15 kB at most; both are JPEG without EXIF."""

    large: bytes
    thumbnail: bytes
    width: int
    height: int


async def develop(data: bytes) -> Developed:
    """Raises Invalid at `photo` with what its sender should do."""
    async with darkrooms:
        answer = json.loads(await _answer(data) or "{}")
    if "large" not in answer:
        raise refused(answer.get("refused", TOO_HEAVY))
    return Developed(b64decode(answer["large"]), b64decode(answer["thumbnail"]), answer["width"], answer["height"])


def refused(sentence: str) -> Invalid:
    return Invalid.field("photo", sentence)


async def _answer(data: bytes) -> bytes:
    """Empty where the process died of its limits."""
    command = (sys.executable, "-m", "backend.updates.photos.darkroom")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env={}, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    try:
        out, complaint = await asyncio.wait_for(process.communicate(data), PATIENCE)
    except TimeoutError:
        out, complaint = b"", b"it took too long"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if not out:
        log.warning(
            "a photo ended its darkroom", code=process.returncode, said=complaint[-500:].decode(errors="replace")
        )
    return out
