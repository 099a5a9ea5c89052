"""核对: what the code on the paper opens. To whoever holds a paper it says whether it is the one that was issued, and
nothing of what stands in it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from backend.briefs.life import standing
from backend.briefs.models import Brief
from backend.db import Session
from backend.errors import NotFound
from backend.web.templating import page

router = APIRouter(prefix="/check", include_in_schema=False)


@router.get("/{brief_id}")
async def check_brief(request: Request, brief_id: Annotated[str, Path(max_length=40)], session: Session) -> Response:
    brief = await session.get(Brief, _id(brief_id))
    if brief is None:
        raise _missing()
    found = await standing.of(session, brief)
    return page(request, "briefs/check.html", found=found, number=found.number, issued=found.issuance)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _missing() from None


def _missing() -> NotFound:
    return NotFound("没有这份文件：它不是这里印发的，或者二维码没有扫全")
