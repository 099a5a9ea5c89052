"""The money of a year: set anew only by whoever read what stands. The same again changes nothing and needs no tag."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.errors import NotFound
from backend.projects import ledger, service
from backend.projects.models import AnnualPlan, OpeningBalance
from backend.projects.parts import AnnualPlanPart, OpeningBalancePart
from backend.projects.schemas import AnnualPlanAmounts, AnnualPlanIn, OpeningAmounts, OpeningBalanceIn
from backend.web.conditional import IF_MATCH, answer_with, require_match, tag_of
from backend.web.schema import Input, Output

router = APIRouter(prefix="/projects/{code}", tags=["项目"])
YearPath = Annotated[int, Path(ge=2000, le=2100)]


@router.get("/annual-plans/{year}", response_model=AnnualPlanPart)
async def read_annual_plan(request: Request, code: str, year: YearPath, session: Session, caller: Caller) -> Response:
    """一年的计划投资。"""
    project = await service.get(session, caller, code)
    plan = await ledger.of_year(session, project, AnnualPlan, year)
    if plan is None:
        raise NotFound(f"{project.short_name}还没有 {year} 年的计划投资")
    return answer_with(request, AnnualPlanPart.of(plan))


@router.put("/annual-plans/{year}", response_model=AnnualPlanPart, openapi_extra=IF_MATCH)
async def put_annual_plan(  # noqa: PLR0913, PLR0917  an argument for each part of a request
    request: Request, code: str, year: YearPath, given: AnnualPlanAmounts, session: Session, caller: Caller
) -> Response:
    """定一年的计划投资；改已有的要带 If-Match。"""
    project = await service.for_office(session, caller, code)
    wanted = AnnualPlanIn(year=year, **given.model_dump())
    if plan := await ledger.of_year(session, project, AnnualPlan, year):
        await session.refresh(plan, with_for_update=True)
        may_replace(request, AnnualPlanPart.of(plan), wanted)
    return answer_with(request, AnnualPlanPart.of(await ledger.plan_year(session, caller, code, wanted)))


@router.get("/opening-balances/{year}", response_model=OpeningBalancePart)
async def read_opening_balance(
    request: Request, code: str, year: YearPath, session: Session, caller: Caller
) -> Response:
    """开始周报送之前的累计投资。"""
    project = await service.get(session, caller, code)
    opening = await ledger.of_year(session, project, OpeningBalance, year)
    if opening is None:
        raise NotFound(f"{project.short_name}还没有 {year} 年的年初累计")
    return answer_with(request, OpeningBalancePart.of(opening))


@router.put("/opening-balances/{year}", response_model=OpeningBalancePart, openapi_extra=IF_MATCH)
async def put_opening_balance(  # noqa: PLR0913, PLR0917
    request: Request, code: str, year: YearPath, given: OpeningAmounts, session: Session, caller: Caller
) -> Response:
    """定开始周报送之前的累计投资；改已有的要带 If-Match。"""
    project = await service.for_office(session, caller, code)
    wanted = OpeningBalanceIn(year=year, **given.model_dump())
    if opening := await ledger.of_year(session, project, OpeningBalance, year):
        await session.refresh(opening, with_for_update=True)
        may_replace(request, OpeningBalancePart.of(opening), wanted)
    return answer_with(request, OpeningBalancePart.of(await ledger.open_books(session, caller, code, wanted)))


def may_replace(request: Request, stands: Output, wanted: Input) -> None:
    if stands.model_dump() != wanted.model_dump():
        text = stands.model_dump_json()
        require_match(request, tag_of(text), text, wanted)
