from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.feed import cursors
from backend.findings import listing, reading
from backend.findings.parts import FindingPart, FindingRulePart, rules
from backend.web.conditional import answer
from backend.web.pagination import Page, Paging, page

router = APIRouter(prefix="/findings", tags=["数据体检"])


class Asked(listing.Asked, Paging):
    """Which findings, and which page of them."""


@router.get("", response_model=Page[FindingPart])
async def list_findings(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """体检：此刻查出的问题，按责任单位、项目、规则排列。只提示，不拦任何操作；改好了就不再出现。"""
    found = listing.matching(await reading.found(session, caller), asked)
    bound_to = asked.model_dump(mode="json", exclude={"cursor", "limit"})
    after = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else []
    shown, last = listing.beyond(found, after, asked.limit)
    following = await cursors.write(session, bound_to, last) if last else None
    return answer(request, page((FindingPart.of(each).model_dump_json() for each in shown), following))


@router.get("/rules", response_model=Page[FindingRulePart])
async def list_finding_rules(request: Request, session: Session, caller: Caller) -> Response:
    """体检的规则：查什么、哪些项目不查、现在查出几条。"""
    counts = Counter(each.rule for each in await reading.found(session, caller))
    return answer(request, page(each.model_dump_json() for each in rules(counts)))
