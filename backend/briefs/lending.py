"""A link to one PDF for a browser that has no session, such as the phone's own beside that of a chat: sealed by the
house, good for this brief only, and not for long. That it was used is an event; by whom is not kept."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Path
from fastapi.responses import FileResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.briefs import reading
from backend.briefs.life import standing
from backend.briefs.models import Brief
from backend.clock import now
from backend.db import Session
from backend.errors import Gone, Malformed, NotFound
from backend.feed import cursors

log = structlog.get_logger()
router = APIRouter(prefix="/lent", include_in_schema=False)
PURPOSE = "pdf of a brief"
LENT_FOR = timedelta(minutes=15)


async def lend(session: AsyncSession, brief: Brief) -> str:
    """The word in the link. Within a minute it is the same."""
    until = int((now() + LENT_FOR).timestamp()) // 60 * 60
    return await cursors.seal(session, PURPOSE, [str(brief.id), until])


@router.get("/{word}.pdf")
async def read_lent(word: Annotated[str, Path(max_length=400)], session: Session) -> FileResponse:
    brief = await session.get(Brief, await _meant(session, word))
    if brief is None:
        raise NotFound("没有这份周报")
    log.info("brief exported", brief=str(brief.id), by="link")
    return paper(await standing.of(session, brief))


async def _meant(session: AsyncSession, word: str) -> UUID:
    try:
        brief_id, until = await cursors.unseal(session, PURPOSE, word)
    except Malformed:
        raise NotFound("链接不完整：请回到周报页面重新打开PDF") from None
    if now() > datetime.fromtimestamp(until, UTC):
        raise Gone("链接已过期：请回到周报页面重新打开PDF")
    return UUID(brief_id)


def paper(found: standing.Standing) -> FileResponse:
    """To be looked at in the browser, and saved under a name that says what it is."""
    return FileResponse(
        reading.pdf_of(found),
        media_type="application/pdf",
        filename=reading.file_name(found),
        content_disposition_type="inline",
        headers={"cache-control": "private, no-cache"},
    )
