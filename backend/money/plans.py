"""The plan of a year by months (分月计划). One that does not add up to the year is a draft: kept, and said."""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.money import twelve
from backend.money.models import MonthlyPlan
from backend.money.schemas import MonthlyPlanIn
from backend.money.twelve import Months
from backend.projects import ledger
from backend.projects.models import AnnualPlan, Project
from backend.projects.service import for_office
from backend.web.formats import wan_plain


async def set_months(session: AsyncSession, actor: Actor, code: str, given: MonthlyPlanIn) -> list[str]:
    """Set all twelve at once; the same again changes nothing. What should be looked at once more comes back."""
    project = await for_office(session, actor, code)
    await twelve.write(session, MonthlyPlan, project, given.year, given.monthly_wan)
    return warnings(given.year, given.monthly_wan, await annual_plan(session, project, given.year))


async def months_of(session: AsyncSession, project: Project, year: int) -> Months:
    return await twelve.read(session, MonthlyPlan, project, year)


async def annual_plan(session: AsyncSession, project: Project, year: int) -> Decimal | None:
    plan = await ledger.of_year(session, project, AnnualPlan, year)
    return plan.amount if plan else None


def added_up(months: Sequence[Decimal | None]) -> Decimal | None:
    """Unknown as long as no month is known."""
    known = [each for each in months if each is not None]
    return sum(known, Decimal(0)) if known else None


def difference(months: Sequence[Decimal | None], annual: Decimal | None) -> Decimal | None:
    """By how much the months are above the year's plan; below zero, by how much they are short of it."""
    total = added_up(months)
    return None if total is None or annual is None else total - annual


def warnings(year: int, months: Sequence[Decimal | None], annual: Decimal | None) -> list[str]:
    total = added_up(months)
    if total is None:
        return []
    missing = [f"{month}月" for month, amount in enumerate(months, 1) if amount is None]
    said = [f"{'、'.join(missing)}还没有计划，从{missing[0]}起算不出应完成多少"] if missing else []
    if annual is None:
        return [*said, f"{year}年还没有年度计划，分月计划合计{wan_plain(total)}万元，请补定年度计划"]
    if apart := total - annual:
        more = "多" if apart > 0 else "少"
        sums = f"分月计划合计{wan_plain(total)}万元，比年度计划{wan_plain(annual)}万元{more}{wan_plain(abs(apart))}万元"
        said.append(f"{sums}，先按草稿保存，请核对")
    return said
