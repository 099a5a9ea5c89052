"""统计数: what the statistics bureau counts, from January to each month. It stands beside ours and never in a sum of ours."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import Invalid
from backend.money import twelve
from backend.money.models import StatisticsFigure
from backend.money.schemas import StatisticsIn
from backend.money.twelve import Months
from backend.projects.models import Project
from backend.projects.service import for_office


async def set_year(session: AsyncSession, actor: Actor, code: str, given: StatisticsIn) -> list[str]:
    """Set the figures of a year; what should be looked at once more comes back."""
    project = await for_office(session, actor, code)
    day = today()
    for month, amount in enumerate(given.statistics_wan, 1):
        if amount is not None and (given.year, month) > (day.year, day.month):
            raise Invalid.field(f"month_{month}", f"{given.year}年{month}月还没有到，统计数请留空", amount)
    await twelve.write(session, StatisticsFigure, project, given.year, given.statistics_wan)
    return falls(given.statistics_wan)


async def figures_of(session: AsyncSession, project: Project, year: int) -> Months:
    return await twelve.read(session, StatisticsFigure, project, year)


def falls(cumulative: Sequence[Decimal | None]) -> list[str]:
    """The figures add up from January on, so that one below an earlier one is mostly a month's own."""
    known = [(month, amount) for month, amount in enumerate(cumulative, 1) if amount is not None]
    return [
        f"{later}月累计比{earlier}月少，请核对填的是不是从一月起的累计数"
        for (earlier, before), (later, after) in pairwise(known)
        if after < before
    ]
