"""Twelve rows of a year, one a month: read and set all at once. A month without an amount has no row."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.money.models import MonthlyPlan, StatisticsFigure
from backend.projects.models import Project

Months = list[Decimal | None]
Table = type[MonthlyPlan] | type[StatisticsFigure]
AMOUNT: dict[Table, str] = {MonthlyPlan: "amount", StatisticsFigure: "invested"}


async def read(session: AsyncSession, table: Table, project: Project, year: int) -> Months:
    rows = await _rows(session, table, project, year)
    return [getattr(rows[month], AMOUNT[table]) if month in rows else None for month in range(1, 13)]


async def write(
    session: AsyncSession, table: Table, project: Project, year: int, months: Sequence[Decimal | None]
) -> None:
    rows = await _rows(session, table, project, year)
    for month, amount in enumerate(months, 1):
        row = rows.get(month)
        if amount is None:
            if row:
                await session.delete(row)
        elif row:
            setattr(row, AMOUNT[table], amount)
        else:
            fields: dict[str, Any] = {"year": year, "month": month, AMOUNT[table]: amount}
            session.add(table(project_id=project.id, **fields))
    await session.flush()


async def _rows(session: AsyncSession, table: Table, project: Project, year: int) -> dict[int, Any]:
    query = select(table).where(table.project_id == project.id, table.year == year)
    rows: Sequence[Any] = (await session.exec(query)).all()
    return {row.month: row for row in rows}
