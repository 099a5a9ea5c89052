import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import AfterValidator, Field

from backend import db
from backend.accounts.actor import Actor
from backend.accounts.auth import Caller, live_key
from backend.db import Session
from backend.feed.listening import bell
from backend.timeline import following
from backend.timeline.entries import ChangeOut, with_state
from backend.timeline.following import Found
from backend.timeline.short_feed import LONGEST_WAIT
from backend.web.conditional import answer
from backend.web.pagination import DEFAULT, Limit, page
from backend.web.schema import Blank, Input, Output

router = APIRouter(tags=["变更"])


class Asked(Input):
    """Where to go on in the feed, how far, and how long to wait for something to come."""

    after: Annotated[str | None, Field(max_length=2000), Blank] = None
    """上次的 next，原样带回；不带就从头读；now 表示从此刻起"""
    limit: Limit = DEFAULT
    """每页条数，最多 500，再大按 500"""
    wait: Annotated[int, Field(ge=0), AfterValidator(lambda seconds: min(seconds, LONGEST_WAIT))] = 0
    """没有新的变更时最多等几秒，一有就答复；最多 60，再大按 60"""


class ChangesOut(Output):
    """`next` is always there: ask with it again, and what you get is everything since."""

    items: list[ChangeOut]
    next: str = Field(description="下次带在 after 里")


@router.get("/changes", response_model=ChangesOut)
async def list_changes(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """每次变更后的项目全文，按提交先后排列；一直问下去，一条不漏。"""
    heard = await bell.hear() if asked.wait else 0
    found = await following.read(session, caller, asked.after, asked.limit)
    if asked.wait and not found.entries:
        await db.release(session)
        found = await _await_more(request, asked, found, heard)
    return answer(request, page((with_state(caller, entry) for entry in found.entries), found.next))


async def _await_more(request: Request, asked: Asked, found: Found, heard: int) -> Found:
    """Look again whenever something was committed, with a connection for just that moment. A key that was revoked
    meanwhile is told nothing more."""
    until = asyncio.get_running_loop().time() + asked.wait
    while not found.entries and await bell.rings(heard, until):
        heard = await bell.hear()
        async with db.begin() as session:
            caller = Actor.holding(await live_key(request, session))
            found = await following.read(session, caller, found.next, asked.limit)
    return found
