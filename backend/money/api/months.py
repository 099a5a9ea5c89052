"""The twelve figures of a year, set at once: by whoever read what stands. The same again needs no tag."""

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Caller
from backend.db import Session
from backend.money import plans, statistics
from backend.money.parts import MonthlyPlanPart, StatisticsPart
from backend.money.schemas import MonthlyPlanAmounts, MonthlyPlanIn, StatisticsAmounts, StatisticsIn
from backend.projects import service
from backend.projects.api.years import YearPath
from backend.projects.models import Project
from backend.web.conditional import IF_MATCH, answer_with, replaces, require_match, tag_of

router = APIRouter(prefix="/projects/{code}", tags=["投资和资金"])


@router.get("/monthly-plans/{year}", response_model=MonthlyPlanPart)
async def read_monthly_plans(request: Request, code: str, year: YearPath, session: Session, caller: Caller) -> Response:
    """一年十二个月的计划投资，和年度计划相差多少。"""
    return answer_with(request, await planned(session, await service.get(session, caller, code), year))


@router.put("/monthly-plans/{year}", response_model=MonthlyPlanPart, openapi_extra=IF_MATCH)
async def put_monthly_plans(  # noqa: PLR0913, PLR0917  an argument for each part of a request
    request: Request, code: str, year: YearPath, given: MonthlyPlanAmounts, session: Session, caller: Caller
) -> Response:
    """一次定十二个月的计划；合计和年度计划不一致的照存，在 warnings 里说明相差多少。改已有的要带 If-Match。"""
    project = await for_replacing(session, caller, code)
    stands = await planned(session, project, year)
    if replaces(request, exists=any(stands.monthly_wan), differs=stands.monthly_wan != given.monthly_wan):
        text = stands.model_dump_json()
        require_match(request, tag_of(text), text, given)
    await plans.set_months(session, caller, code, MonthlyPlanIn(year=year, **given.model_dump()))
    return answer_with(request, await planned(session, project, year))


@router.get("/statistics/{year}", response_model=StatisticsPart)
async def read_statistics(request: Request, code: str, year: YearPath, session: Session, caller: Caller) -> Response:
    """统计部门一年各月的累计数；和调度数是两列，不相加。"""
    return answer_with(request, await counted(session, await service.get(session, caller, code), year))


@router.put("/statistics/{year}", response_model=StatisticsPart, openapi_extra=IF_MATCH)
async def put_statistics(  # noqa: PLR0913, PLR0917
    request: Request, code: str, year: YearPath, given: StatisticsAmounts, session: Session, caller: Caller
) -> Response:
    """登记统计部门一年各月的累计数。改已有的要带 If-Match。"""
    project = await for_replacing(session, caller, code)
    stands = await counted(session, project, year)
    if replaces(request, exists=any(stands.statistics_wan), differs=stands.statistics_wan != given.statistics_wan):
        text = stands.model_dump_json()
        require_match(request, tag_of(text), text, given)
    await statistics.set_year(session, caller, code, StatisticsIn(year=year, **given.model_dump()))
    return answer_with(request, await counted(session, project, year))


async def for_replacing(session: AsyncSession, caller: Caller, code: str) -> Project:
    """Two who replace the same figures wait for each other."""
    project = await service.for_office(session, caller, code)
    await session.refresh(project, ["id"], with_for_update=True)
    return project


async def planned(session: AsyncSession, project: Project, year: int) -> MonthlyPlanPart:
    months, annual = await plans.months_of(session, project, year), await plans.annual_plan(session, project, year)
    return MonthlyPlanPart(
        year=year,
        monthly_wan=months,
        annual_plan_wan=annual,
        difference_wan=plans.difference(months, annual),
        warnings=plans.warnings(year, months, annual),
    )


async def counted(session: AsyncSession, project: Project, year: int) -> StatisticsPart:
    figures = await statistics.figures_of(session, project, year)
    return StatisticsPart(year=year, statistics_wan=figures, warnings=statistics.falls(figures))
