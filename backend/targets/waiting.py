"""What waits on the head of a unit of its targets (月月红): those of this month that it has not reached; on the office,
that units have no target for the month."""

from decimal import Decimal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Role, Unit
from backend.clock import today
from backend.targets import counting, service
from backend.targets.models import Target, UnitMeasure
from backend.targets.periods import Period
from backend.waiting import Waiting
from backend.web.formats import wan_said

MINE, TO_SET = "本月目标", "待定目标"


async def targets(session: AsyncSession, actor: Actor) -> list[Waiting]:
    day = today()
    month = Period.month(day.year, day.month)
    if actor.runs_projects and actor.sees_all:
        return await _to_set(session, month)
    if actor.role is Role.REVIEWER and actor.unit_id:
        return await _to_reach(session, actor, month)
    return []


async def _to_reach(session: AsyncSession, actor: Actor, month: Period) -> list[Waiting]:
    """Two statements, however many measures there are."""
    query = select(Target, Unit.code).join(Unit, col(Unit.id) == Target.unit_id)
    query = query.where(Target.unit_id == actor.unit_id, Target.year == month.year, Target.period == month.code)
    rows = (await session.exec(query.order_by(col(Target.set_at), col(Target.id)))).all()
    standing = {row.measure: (code, row.amount) for row, code in rows if row.amount is not None}
    if not any(amount for _, amount in standing.values()):
        return []
    achieved = await counting.achieved(session, month.year)
    found = []
    for measure in UnitMeasure:
        code, wanted = standing.get(measure, ("", None))
        done = achieved.of(code, measure, month)
        if wanted is not None and done < wanted:
            title = f"{month.name}{measure.label}：目标{_said(measure, wanted)}，已有{_said(measure, done)}"
            path = f"/targets/{code}?measure={measure.value}&year={month.year}"
            left = f"还差{_said(measure, wanted - done)}"
            found.append(Waiting(MINE, title, path, left, since=month.starts_on, until=month.ends_on))
    return found


def _said(measure: UnitMeasure, amount: Decimal) -> str:
    return wan_said(amount) if measure is UnitMeasure.INVESTED else f"{amount.to_integral_value():f}{measure.unit}"


async def _to_set(session: AsyncSession, month: Period) -> list[Waiting]:
    """Units that answer for projects and have no target of the month, once the house has set targets for the year."""
    known = await service.amounts(session, month.year)
    if not known:
        return []
    having = {unit for (unit, _, period), amount in known.items() if period == month.code and amount is not None}
    without = sorted(set(await counting.answered_for(session, month)) - having)
    if not without:
        return []
    title = f"{len(without)}个有项目的单位没有定{month.name}目标"
    return [Waiting(TO_SET, title, f"/targets?year={month.year}", "逐个定，或从表里导入", until=month.ends_on)]
