"""The page of 对比: two moments side by side."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from backend.accounts import queries as accounts
from backend.accounts.auth import Person
from backend.board.comparison.comparing import Kind, compare
from backend.board.list_page import PICKED
from backend.board.looking import Looking, presets
from backend.clock import now
from backend.db import Session
from backend.projects import service
from backend.projects.classifications import choices
from backend.projects.listing import Filters, StageFilter
from backend.projects.vocabulary import Scheme
from backend.timeline.moments import PastHere, address
from backend.web.schema import Blank
from backend.web.templating import page
from backend.weeks import Week

router = APIRouter(include_in_schema=False)
PAGE = 50


class Asked(Filters):
    """Without a moment before it is the last closing, without one after it is now."""

    since: Annotated[PastHere | None, Blank] = None
    until: Annotated[PastHere | None, Blank] = None
    what: Annotated[Kind | None, Blank] = None
    after: Annotated[str, Field(max_length=40)] = ""


@router.get("/compare")
async def show_comparison(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    since = asked.since or Week.last_closed().closes_at
    until = asked.until or now()
    found = await compare(session, person, since, until, asked, kind=asked.what, after=asked.after, limit=PAGE)
    codes = await service.labels(session)
    return page(
        request,
        "board/compare.html",
        asked=asked,
        since=since,
        until=asked.until,
        since_address=address(since),
        until_address=address(asked.until) if asked.until else "",
        latest=Looking.at(None).latest,
        presets=presets(),
        found=found,
        counts=[(kind, found.counts[kind]) for kind in Kind if found.counts[kind] or kind is asked.what],
        picked=sum(getattr(asked, name) is not None for name in PICKED),
        stages=StageFilter,
        kinds=choices(codes[Scheme.KIND].values(), asked.kind),
        areas=choices(codes[Scheme.AREA].values(), asked.area),
        units=[(unit.code, unit.called) for unit in await session.exec(accounts.units())],
    )
