"""What waits on who reports: milestones whose forecast has passed, and of which nobody said what became of them."""

from itertools import groupby
from typing import Any

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.milestones.models import Arrival, Forecast, Milestone
from backend.projects.models import Duty
from backend.projects.policy import REPORTING
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition
from backend.waiting import Waiting

KIND = "预计已过"


async def passed(session: AsyncSession, actor: Actor) -> list[Waiting]:
    """One line a project, one statement for all."""
    own = col(Duty.account_id) == actor.id
    held = select(Duty.project_id).where(col(Duty.until).is_(None), col(Duty.kind).in_(REPORTING))
    held = held.where(or_(own, col(Duty.unit_id) == actor.unit_id) if actor.unit_id else own)
    newest: Any = select(col(Forecast.forecast_on)).where(Forecast.milestone_id == Milestone.id)
    forecast = newest.order_by(col(Forecast.made_at).desc(), col(Forecast.id).desc()).limit(1).scalar_subquery()
    reached = select(Arrival.id).where(Arrival.milestone_id == Milestone.id, col(Arrival.withdrawal_id).is_(None))
    query: Any = select(Summary.code, Summary.short_name, Milestone.label, forecast.label("forecast_on"))
    query = query.join(Milestone, col(Milestone.project_id) == Summary.project_id)
    query = query.where(col(Summary.project_id).in_(held), Summary.condition == Condition.UNDER_WAY)
    query = query.where(forecast < today(), ~reached.exists()).order_by(Summary.code, forecast)
    found = (await session.exec(query)).all()
    return [_line(code, [row[1:] for row in rows]) for code, rows in groupby(found, key=lambda row: row[0])]


def _line(code: str, rows: list[tuple[str, str, object]]) -> Waiting:
    name, first, day = rows[0]
    more = f"等{len(rows)}个节点" if len(rows) > 1 else ""
    remark = "登记到达，或改预计日期并说明原因"
    return Waiting(KIND, f"{name}：{first}{more}", f"/projects/{code}#h-nodes", remark, until=day)  # type: ignore[arg-type]
