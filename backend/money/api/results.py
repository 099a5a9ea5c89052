import re
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.errors import NotFound
from backend.money import results
from backend.money.models import Result
from backend.money.parts import ResultPart
from backend.money.results import Period
from backend.money.schemas import ResultAmounts, ResultIn
from backend.projects import service
from backend.web.conditional import IF_MATCH, answer_with, require_match, tag_of

router = APIRouter(prefix="/projects/{code}/results", tags=["投资和资金"])
PeriodPath = Annotated[str, Path(pattern=r"^20\d\d(-(0[1-9]|1[0-2]))?$", description="一年如 2025，一个月如 2026-10")]


@router.get("/{period}", response_model=ResultPart)
async def read_result(request: Request, code: str, period: PeriodPath, session: Session, caller: Caller) -> Response:
    """一个月或一年的产值、税收、就业和能耗。"""
    project = await service.get(session, caller, code)
    row = await results.of_period(session, project, period_of(period))
    if row is None:
        raise NotFound(f"{project.short_name}还没有报 {period} 的产出")
    return answer_with(request, part(row))


@router.put("/{period}", response_model=ResultPart, openapi_extra=IF_MATCH)
async def put_result(  # noqa: PLR0913, PLR0917  an argument for each part of a request
    request: Request, code: str, period: PeriodPath, given: ResultAmounts, session: Session, caller: Caller
) -> Response:
    """报一个月或一年的产值、税收、就业和能耗。改已有的要带 If-Match。"""
    project = await results.for_reporting(session, caller, code)
    year, month = period_of(period)
    if row := await results.of_period(session, project, (year, month)):
        await session.refresh(row, with_for_update=True)
        stands = part(row)
        if stands.model_dump(include=set(ResultAmounts.model_fields)) != given.model_dump():
            text = stands.model_dump_json()
            require_match(request, tag_of(text), text, given)
    wanted = ResultIn(year=year, month=month, **given.model_dump())
    return answer_with(request, part(await results.record(session, caller, code, wanted)))


def period_of(text: str) -> Period:
    year, *month = (int(each) for each in re.split("-", text))
    return year, month[0] if month else None


def part(row: Result) -> ResultPart:
    return ResultPart.model_validate(row)
