"""What waits on a person of assignments: what they or their unit have to do, and what they gave that is overdue."""

from sqlalchemy import or_
from sqlalchemy.orm import joinedload
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.assignments import queries
from backend.assignments.models import Assignment
from backend.clock import today
from backend.waiting import Waiting

MINE, GIVEN = "交办", "我交办的超期"


async def assignments(session: AsyncSession, actor: Actor) -> list[Waiting]:
    overdue = queries.given_by(actor) & (Assignment.due_on < today())
    query = select(Assignment).where(queries.OPEN, or_(queries.mine(actor), overdue))
    query = query.options(joinedload(Assignment.project), joinedload(Assignment.unit))
    found = []
    for each in await session.exec(query):
        mine = actor.id == each.account_id or (actor.unit_id is not None and actor.unit_id == each.unit_id)
        about = f"{each.project.short_name}：" if each.project else ""
        remark = each.source.label if mine else f"由{each.unit.called}办理"
        path = f"/assignments/{each.id}"
        found.append(
            Waiting(MINE if mine else GIVEN, about + each.what, path, remark, since=each.assigned_at, until=each.due_on)
        )
    return found
