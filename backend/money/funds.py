"""From where a project's money is to come, by when, and what of it has arrived."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import Conflict, Invalid
from backend.ids import uuid7
from backend.money.models import FundArrival, FundingSource, FundPlan
from backend.money.schemas import FundArrivalIn, FundingIn, FundPlanIn
from backend.projects.models import Project
from backend.projects.service import for_office
from backend.web.formats import md, wan_plain


async def set_sources(session: AsyncSession, actor: Actor, code: str, given: FundingIn) -> list[str]:
    """Set all sources at once. If they do not add up to the total investment, that is said, not refused."""
    project = await for_office(session, actor, code)
    wanted = {each.kind: each.amount_wan for each in given.sources}
    for row in await sources_of(session, project):
        if row.kind in wanted:
            row.amount = wanted.pop(row.kind)
        else:
            await session.delete(row)
    session.add_all(FundingSource(project_id=project.id, kind=kind, amount=amount) for kind, amount in wanted.items())
    await session.flush()
    return unbalanced((each.amount_wan for each in given.sources), project.total_investment)


async def sources_of(session: AsyncSession, project: Project) -> Sequence[FundingSource]:
    query = select(FundingSource).where(FundingSource.project_id == project.id).order_by(FundingSource.kind)
    return (await session.exec(query)).all()


def unbalanced(amounts: Iterable[Decimal], total: Decimal | None) -> list[str]:
    found = list(amounts)
    apart = sum(found, Decimal(0)) - total if found and total is not None else None
    if not apart:
        return []
    return [
        f"各项资金来源合计{wan_plain(sum(found, Decimal(0)))}万元，比总投资{wan_plain(total)}万元"
        f"{'多' if apart > 0 else '少'}{wan_plain(abs(apart))}万元，请核对"
    ]


async def plan(session: AsyncSession, actor: Actor, code: str, given: FundPlanIn) -> FundPlan | None:
    """By a day so much is to have arrived since the start; without an amount nothing is due on that day any more."""
    project = await for_office(session, actor, code)
    rows = {row.due_on: row for row in await plans_of(session, project)}
    found = rows.pop(given.due_on, None)
    if given.amount_wan is None:
        if found:
            await session.delete(found)
            await session.flush()
        return None
    _check_order(rows, given.due_on, given.amount_wan)
    found = found or FundPlan(project_id=project.id, due_on=given.due_on, amount=given.amount_wan)
    found.amount = given.amount_wan
    session.add(found)
    await session.flush()
    return found


async def plans_of(session: AsyncSession, project: Project) -> Sequence[FundPlan]:
    query = select(FundPlan).where(FundPlan.project_id == project.id).order_by(col(FundPlan.due_on))
    return (await session.exec(query)).all()


def _check_order(others: dict[date, FundPlan], due_on: date, amount: Decimal) -> None:
    """The amounts are counted from the start, so they never fall."""
    for day, row in others.items():
        if (day < due_on and row.amount > amount) or (day > due_on and row.amount < amount):
            relation = "少" if day < due_on else "多"
            wanted = f"填从开始累计应到位多少：不能比{md(day, year=True)}的{wan_plain(row.amount)}万元还{relation}"
            raise Invalid.field("amount_wan", wanted, amount)


async def arrive(session: AsyncSession, actor: Actor, code: str, given: FundArrivalIn) -> FundArrival:
    """Money has arrived. Sent again under the same id with the same content it is one row."""
    project = await for_office(session, actor, code)
    if given.arrived_on and given.arrived_on > today():
        raise Invalid.field("arrived_on", "到位日期不能在今天以后", given.arrived_on)
    said: dict[str, Any] = {"kind": given.kind, "arrived_on": given.arrived_on, "document": given.document}
    said["amount"] = given.amount_wan
    existing = await session.get(FundArrival, given.id) if given.id else None
    if existing:
        same = existing.project_id == project.id and all(getattr(existing, name) == said[name] for name in said)
        if not same:
            raise Conflict("这个 id 已经登记过另一笔到位资金，请换一个 id")
        return existing
    row = FundArrival(id=given.id or uuid7(), project_id=project.id, recorded_by_id=actor.person_id, **said)
    session.add(row)
    await session.flush()
    return row
