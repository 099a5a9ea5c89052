"""What a producing project yields: reported each month by whoever reports on it, or for a whole year."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import now, today
from backend.errors import Invalid, require
from backend.money.models import Result
from backend.money.schemas import ResultIn
from backend.projects import policy, queries
from backend.projects import service as projects
from backend.projects.models import Project

Period = tuple[int, int | None]
"""A year and its month; without a month the whole year."""


async def record(session: AsyncSession, actor: Actor, code: str, given: ResultIn) -> Result:
    """Say what a month or a year yielded; said again for the same period, the later counts."""
    project = await for_reporting(session, actor, code)
    day = today()
    if (given.year, given.month or 1) > (day.year, day.month):
        raise Invalid.field("month" if given.month else "year", "这个时间还没有到，等过完了再报", given.month)
    row = await of_period(session, project, (given.year, given.month))
    said = {
        "output": given.output_wan,
        "tax": given.tax_wan,
        "jobs": given.jobs,
        "energy": given.energy_tce,
    }
    if row is None:
        row = Result(project_id=project.id, year=given.year, month=given.month)
        session.add(row)
    elif all(getattr(row, name) == value for name, value in said.items()):
        return row
    for name, value in said.items():
        setattr(row, name, value)
    row.recorded_by_id, row.recorded_at = actor.person_id, now()
    await session.flush()
    return row


async def for_reporting(session: AsyncSession, actor: Actor, code: str) -> Project:
    """The project, for those who report on it. It yields also after the works have ended."""
    project = await projects.get(session, actor, code)
    standing = await queries.standing(session, actor, project.id)
    require(policy.may_report(actor, standing), policy.no_duty(project.short_name))
    return project


async def of_period(session: AsyncSession, project: Project, period: Period) -> Result | None:
    year, month = period
    query = select(Result).where(Result.project_id == project.id, Result.year == year, col(Result.month).is_(month))
    if month is not None:
        query = select(Result).where(Result.project_id == project.id, Result.year == year, Result.month == month)
    return (await session.exec(query)).one_or_none()


def owed(told: Iterable[Period], producing_since: date | None, day: date) -> list[Period]:
    """The full months of this year since production began that nobody has told yet."""
    if producing_since is None:
        return []
    first = producing_since.month if producing_since.year == day.year else 1
    known = set(told)
    return [(day.year, month) for month in range(first, day.month) if (day.year, month) not in known]
