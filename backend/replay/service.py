"""A POST that is sent again with the same Idempotency-Key does nothing again: it is answered as the first time.

Kept is what was stored, with its answer, in one transaction. A refusal stored nothing and is not kept: whoever mends
what was wrong may send it under the same word."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy import text
from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.clock import now
from backend.errors import KeyReused, StillRunning
from backend.replay.models import KeptAnswer
from backend.web.conditional import packed, plain

KEPT_DAYS = 7
TOLD = ("content-type", "location", "etag", "cache-control")
REPLAYED = "idempotency-replayed"
ONE_AT_A_TIME = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:whose, 0))")


@dataclass(frozen=True)
class Attempt:
    """A POST under way. Until its transaction ends, no other with the same word begins."""

    session: AsyncSession
    key_id: UUID
    word: str
    asked: str

    async def earlier(self) -> KeptAnswer | None:
        """What was answered to it before. The lock comes first: whoever had it has committed, and is seen."""
        if not (await db.ask(self.session, ONE_AT_A_TIME, whose=f"{self.key_id} {self.word}")).scalar_one():
            raise StillRunning("同一个 Idempotency-Key 的请求还在处理，请过1秒原样重发")
        found = await self.session.get(KeptAnswer, (self.key_id, self.word))
        if found and found.asked != self.asked:
            raise KeyReused(
                "这个 Idempotency-Key 已用于另一个请求：地址或内容和那次不同。原样重发才是同样的答复；新的请求请换一个"
            )
        return found

    def keep(self, response: Response) -> None:
        headers = {name: value for name in TOLD if (value := response.headers.get(name))}
        if tag := headers.get("etag"):
            headers["etag"] = plain(tag)
        kept = KeptAnswer(
            key_id=self.key_id,
            word=self.word,
            asked=self.asked,
            status=response.status_code,
            headers=headers,
            body=bytes(response.body),
        )
        self.session.add(kept)


def again(request: Request, kept: KeptAnswer) -> Response:
    """The answer of the first time, byte for byte."""
    headers = kept.headers | {REPLAYED: "true"}
    if tag := headers.get("etag"):
        headers["etag"] = packed(request, kept.body, tag)
    return Response(kept.body, kept.status, headers)


async def digest_of(request: Request) -> str:
    """Of what is asked. Who sends a file again draws another boundary between its parts; that alone is no difference."""
    body = await request.body()
    if boundary := request.headers.get("content-type", "").partition("boundary=")[2].strip('"').encode():
        body = body.replace(boundary, b"")
    place = f"{request.method} {request.scope['path']}?{request.url.query}\n"
    return hashlib.sha256(place.encode() + body).hexdigest()


async def sweep(session: AsyncSession) -> None:
    """Whoever sends again after so long is no longer the same program retrying."""
    await session.exec(delete(KeptAnswer).where(col(KeptAnswer.at) < now() - timedelta(days=KEPT_DAYS)))
