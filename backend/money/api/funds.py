from datetime import date

from fastapi import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Caller
from backend.db import Session
from backend.money import funds
from backend.money.api.months import for_replacing
from backend.money.parts import FundArrivalPart, FundingPart, FundingSourcePart, FundPlanPart
from backend.money.schemas import FundArrivalIn, FundingIn, FundPlanAmount, FundPlanIn
from backend.projects import service
from backend.projects.models import Project
from backend.replay.routing import Router
from backend.web.conditional import IF_MATCH, answer, answer_with, replaces, require_match, tag_of
from backend.web.pagination import Page, page

router = Router(prefix="/projects/{code}", tags=["投资和资金"])


@router.get("/funding-sources", response_model=FundingPart)
async def read_funding(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """总投资由哪些资金构成。"""
    return answer_with(request, await funding(session, await service.get(session, caller, code)))


@router.put("/funding-sources", response_model=FundingPart, openapi_extra=IF_MATCH)
async def put_funding(request: Request, code: str, given: FundingIn, session: Session, caller: Caller) -> Response:
    """一次定各项资金来源；合计和总投资不一致的照存，在 warnings 里说明相差多少。改已有的要带 If-Match。"""
    project = await for_replacing(session, caller, code)
    stands = await funding(session, project)
    known = {each.kind: each.amount_wan for each in stands.sources}
    wanted = {each.kind: each.amount_wan for each in given.sources}
    if replaces(request, exists=bool(known), differs=known != wanted):
        text = stands.model_dump_json()
        require_match(request, tag_of(text), text, given)
    await funds.set_sources(session, caller, code, given)
    return answer_with(request, await funding(session, project))


@router.get("/fund-plans", response_model=Page[FundPlanPart])
async def list_fund_plans(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """到哪天累计应到位多少资金。"""
    return answer(request, await planned(session, await service.get(session, caller, code)))


@router.put("/fund-plans/{due_on}", response_model=Page[FundPlanPart], openapi_extra=IF_MATCH)
async def put_fund_plan(  # noqa: PLR0913, PLR0917  an argument for each part of a request
    request: Request, code: str, due_on: date, given: FundPlanAmount, session: Session, caller: Caller
) -> Response:
    """定到一天累计应到位多少，答复全部各期；amount_wan 为 null 就去掉这一期。改已有的要带 If-Match（/fund-plans 的 ETag）。"""
    project = await for_replacing(session, caller, code)
    stands = {row.due_on: row.amount for row in await funds.plans_of(session, project)}
    if replaces(request, exists=due_on in stands, differs=stands.get(due_on) != given.amount_wan):
        text = await planned(session, project)
        require_match(request, tag_of(text), text, given)
    await funds.plan(session, caller, code, FundPlanIn(due_on=due_on, **given.model_dump()))
    return answer(request, await planned(session, project))


@router.post("/fund-arrivals", status_code=201)
async def record_fund_arrival(code: str, given: FundArrivalIn, session: Session, caller: Caller) -> FundArrivalPart:
    """登记一笔到位资金；用同一个 id 重发是同样的答复。"""
    return FundArrivalPart.model_validate(await funds.arrive(session, caller, code, given))


async def funding(session: AsyncSession, project: Project) -> FundingPart:
    rows = await funds.sources_of(session, project)
    return FundingPart(
        sources=[FundingSourcePart.model_validate(row) for row in rows],
        warnings=funds.unbalanced((row.amount for row in rows), project.total_investment),
    )


async def planned(session: AsyncSession, project: Project) -> str:
    rows = await funds.plans_of(session, project)
    return page(FundPlanPart.model_validate(row).model_dump_json() for row in rows)
