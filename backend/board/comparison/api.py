"""对比 for programs: what changed between two moments, by project."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from backend.accounts.auth import Caller
from backend.board.comparison.comparing import Kind, compare
from backend.clock import now
from backend.db import Session
from backend.feed import cursors
from backend.projects.listing import Filters
from backend.timeline.moments import Past
from backend.web.conditional import answer_with
from backend.web.pagination import Paging
from backend.web.schema import Blank, Output

router = APIRouter(tags=["项目"])


class Asked(Filters, Paging):
    """Which two moments, which projects, which page of them."""

    since: Past
    """前一个时刻，如 2026-11-13T18:00+08:00"""
    until: Annotated[Past | None, Blank] = None
    """后一个时刻；不带就是现在"""
    what: Annotated[Kind | None, Blank] = None
    """只列这一种变化的项目"""


class DifferencePart(Output):
    what: str
    old: str
    new: str


class ComparedPart(Output):
    """A version is null where the project was not there, or not in the key's scope."""

    code: str
    short_name: str
    old_version: int | None
    new_version: int | None
    differences: list[DifferencePart]


class ComparisonOut(Output):
    since: AwareDatetime
    until: AwareDatetime
    counts: dict[Kind, int]
    changed_projects: int
    unchanged_projects: int
    items: list[ComparedPart]
    next: str | None


@router.get("/comparison", response_model=ComparisonOut)
async def read_comparison(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """两个时刻对比：哪些项目变了，逐项写明原来和现在；筛选只要在其中一个时刻符合就算。"""
    bound_to = {"comparison": asked.model_dump(mode="json", exclude={"cursor", "limit"})}
    after = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else []
    until = asked.until or (datetime.fromisoformat(after[1]) if after else now())
    place = after[0] if after else ""
    found = await compare(session, caller, asked.since, until, asked, kind=asked.what, after=place, limit=asked.limit)
    following = await cursors.write(session, bound_to, [found.next, until.isoformat()]) if found.next else None
    told = ComparisonOut(
        since=asked.since,
        until=until,
        counts={kind: found.counts[kind] for kind in Kind},
        changed_projects=found.changed,
        unchanged_projects=found.alike,
        items=[ComparedPart.model_validate(each) for each in found.items],
        next=following,
    )
    return answer_with(request, told)
