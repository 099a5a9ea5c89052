"""Small forms around a project's money. Each opens with what stands already."""

from typing import Any

from fastapi import APIRouter
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.ids import uuid7
from backend.money import funds, plans, results, statistics, threshold_pages
from backend.money.models import FundKind
from backend.money.schemas import (
    MONTH_FIELDS,
    FundArrivalIn,
    FundingIn,
    FundingSourceIn,
    FundPlanIn,
    MonthlyPlanIn,
    PostedFunding,
    PostedMonths,
    ResultIn,
    StatisticsIn,
)
from backend.projects.entry_forms import EntryForm
from backend.projects.models import Project

router = APIRouter(include_in_schema=False)


async def _set_months(session: AsyncSession, actor: Actor, code: str, given: Any) -> list[str]:
    return await plans.set_months(session, actor, code, MonthlyPlanIn(year=given.year, monthly_wan=_twelve(given)))


async def _set_statistics(session: AsyncSession, actor: Actor, code: str, given: Any) -> list[str]:
    wanted = StatisticsIn(year=given.year, statistics_wan=_twelve(given))
    return await statistics.set_year(session, actor, code, wanted)


def _twelve(given: Any) -> list[Any]:
    return [getattr(given, name) for name in MONTH_FIELDS]


async def _set_sources(session: AsyncSession, actor: Actor, code: str, given: Any) -> list[str]:
    amounts = {kind: getattr(given, kind.value) for kind in FundKind}
    sources = [FundingSourceIn(kind=kind, amount_wan=amount) for kind, amount in amounts.items() if amount is not None]
    return await funds.set_sources(session, actor, code, FundingIn(sources=sources))


async def _months_known(session: AsyncSession, project: Project, year: int) -> dict[str, Any]:
    months = await plans.months_of(session, project, year)
    return {"year": year, **dict(zip(MONTH_FIELDS, months, strict=True))}


async def _statistics_known(session: AsyncSession, project: Project, year: int) -> dict[str, Any]:
    figures = await statistics.figures_of(session, project, year)
    return {"year": year, **dict(zip(MONTH_FIELDS, figures, strict=True))}


async def _sources_known(session: AsyncSession, project: Project, year: int) -> dict[str, Any]:  # noqa: ARG001
    return {row.kind.value: row.amount for row in await funds.sources_of(session, project)}


async def _arrival_known(session: AsyncSession, project: Project, year: int) -> dict[str, Any]:  # noqa: ARG001
    """The key is made with the form: sent twice, it is one row."""
    return {"id": uuid7()}


async def _month_before(session: AsyncSession, project: Project, year: int) -> dict[str, Any]:  # noqa: ARG001
    day = today()
    return {"year": day.year if day.month > 1 else day.year - 1, "month": day.month - 1 or 12}


async def _year_plans(session: AsyncSession, project: Project) -> dict[str, Any]:
    """The annual plan of each year for which there may be a question: the form says what the months must add up to."""
    this_year = today().year
    years = range(this_year - 1, this_year + 2)
    annual = {year: await plans.annual_plan(session, project, year) for year in years}
    return {"annual": annual, "labels": {name: f"{month}月" for month, name in enumerate(MONTH_FIELDS, 1)}}


async def _to_month(session: AsyncSession, project: Project) -> dict[str, Any]:  # noqa: ARG001
    return {"labels": {name: f"1至{month}月" for month, name in enumerate(MONTH_FIELDS, 1)}}


async def _fund_plans(session: AsyncSession, project: Project) -> dict[str, Any]:
    return {"plans": await funds.plans_of(session, project)}


async def _kinds(session: AsyncSession, project: Project) -> dict[str, Any]:  # noqa: ARG001
    return {"kinds": FundKind, "labels": {kind.value: kind.label for kind in FundKind}}


FORMS = (
    EntryForm(
        name="new_monthly_plans",
        path="monthly-plans",
        title="定分月计划",
        done="分月计划已定",
        schema=PostedMonths,
        write=_set_months,
        template="money/monthly_plans.html",
        choices=_year_plans,
        known=_months_known,
        warns=list,
    ),
    EntryForm(
        name="new_statistics",
        path="statistics",
        title="登记统计数",
        done="统计数已登记",
        schema=PostedMonths,
        write=_set_statistics,
        template="money/statistics.html",
        choices=_to_month,
        known=_statistics_known,
        warns=list,
    ),
    EntryForm(
        name="new_funding",
        path="funding-sources",
        title="定资金来源",
        done="资金来源已定",
        schema=PostedFunding,
        write=_set_sources,
        template="money/funding.html",
        choices=_kinds,
        known=_sources_known,
        warns=list,
    ),
    EntryForm(
        name="new_fund_plan",
        path="fund-plans",
        title="定资金到位计划",
        done="资金到位计划已定",
        schema=FundPlanIn,
        write=funds.plan,
        template="money/fund_plan.html",
        choices=_fund_plans,
    ),
    EntryForm(
        name="new_fund_arrival",
        path="fund-arrivals",
        title="登记到位资金",
        done="到位资金已登记",
        schema=FundArrivalIn,
        write=funds.arrive,
        template="money/fund_arrival.html",
        choices=_kinds,
        known=_arrival_known,
    ),
    EntryForm(
        name="new_result",
        path="results",
        title="报投产实绩",
        done="投产实绩已报",
        schema=ResultIn,
        write=results.record,
        template="money/result.html",
        known=_month_before,
        find=results.for_reporting,
    ),
)
for each in FORMS:
    each.install(router)
router.include_router(threshold_pages.router)
