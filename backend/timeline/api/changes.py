from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from backend.accounts.auth import Caller
from backend.db import Session
from backend.timeline import following
from backend.timeline.entries import ChangeOut, with_state
from backend.web.conditional import answer
from backend.web.pagination import DEFAULT, Limit, page
from backend.web.schema import Blank, Input, Output

router = APIRouter(tags=["变更"])


class Asked(Input):
    """Where to go on in the feed, and how far."""

    after: Annotated[str | None, Field(max_length=2000), Blank] = None
    """上次的 next，原样带回；不带就从头读；now 表示从此刻起"""
    limit: Limit = DEFAULT
    """每页条数，最多 500，再大按 500"""


class ChangesOut(Output):
    """`next` is always there: ask with it again, and what you get is everything since."""

    items: list[ChangeOut]
    next: str = Field(description="下次带在 after 里")


@router.get("/changes", response_model=ChangesOut)
async def list_changes(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """每次变更后的项目全文，按提交先后排列；一直问下去，一条不漏。"""
    if asked.after == following.NOW:
        return answer(
            request, page([], await following.cursor_at(session, caller, await following.head(session, caller)))
        )
    last = await following.place_of(session, caller, asked.after) if asked.after else None
    versions = await following.after(session, caller, last.seq if last else 0, asked.limit)
    following_cursor = await following.cursor_at(session, caller, versions[-1] if versions else last)
    return answer(request, page((with_state(caller, version) for version in versions), following_cursor))
