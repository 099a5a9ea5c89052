"""What stands behind the figures of a brief, and what changed since the one before it."""

from datetime import datetime

from fastapi import APIRouter, Request, Response
from pydantic import Field

from backend.accounts.auth import Caller
from backend.briefs.comparing.parts import BriefComparisonPart
from backend.briefs.comparing.service import compared
from backend.briefs.following.service import followed
from backend.briefs.rendering import issue_of
from backend.db import Session
from backend.units import Wan
from backend.web.conditional import answer_with
from backend.web.schema import Output

router = APIRouter(prefix="/briefs", tags=["周报"])


class CountedRowPart(Output):
    code: str
    name: str
    amount_wan: Wan | None = Field(validation_alias="amount")
    note: str


class FigurePart(Output):
    """A figure with exactly the rows that it counts."""

    key: str = Field(description="数的名字")
    title: str = Field(description="数的名称")
    rule: str = Field(description="怎么数的")
    as_of: datetime
    count: int = Field(description="几项")
    amount_wan: Wan | None
    rows: list[CountedRowPart]


@router.get("/{brief}/figures/{key}", response_model=FigurePart)
async def read_figure(request: Request, brief: str, key: str, session: Session, caller: Caller) -> Response:
    """一个数背后的名单：按截止时刻的记录重新数出，正好是算进去的那些。"""
    data, found = await followed(session, caller, brief, key)
    rows = [CountedRowPart.model_validate(row) for row in found.rows]
    told = FigurePart(
        key=key,
        title=found.title,
        rule=found.rule,
        as_of=data.as_of,
        count=len(rows),
        amount_wan=found.amount,
        rows=rows,
    )
    return answer_with(request, told)


@router.get("/{brief}/comparison", response_model=BriefComparisonPart)
async def compare_brief(request: Request, brief: str, session: Session, caller: Caller) -> Response:
    """与上期相比：逐段列出说法不同的地方；上期是以前最近签发的一期，没有签发过的就是最近做的一份。"""
    found = await compared(session, caller, brief)
    told = BriefComparisonPart(
        brief=found.brief.id,
        previous=found.previous.id,
        previous_label=issue_of(found.previous_edition),
        previous_as_of=found.previous_edition.data.as_of,
        sections=found.sections,
    )
    return answer_with(request, told)
