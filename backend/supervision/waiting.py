"""What waits on a person of supervision: what their unit has to answer and settle, and what the office has to check."""

from sqlalchemy import or_
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.supervision import policy, queries
from backend.supervision.queries import Standing, standing
from backend.supervision.vocabulary import SupervisionState
from backend.waiting import Waiting

MINE, TO_CHECK = "督办", "督办待核验"


async def supervisions(session: AsyncSession, actor: Actor) -> list[Waiting]:
    mine = standing.c.unit_id == actor.unit_id if actor.unit_id else standing.c.id.is_(None)
    answered = standing.c.supervision_status == SupervisionState.ANSWERED.value
    wanted = or_(mine, answered) if policy.may_close(actor) else mine
    query = queries.visible_to(actor).where(standing.c.supervision_status.in_(queries.ACTIVE), wanted)
    return [_waiting(actor, each) for each in await queries.read(session, query)]


def _waiting(actor: Actor, found: Standing) -> Waiting:
    part = found.part
    title, path = f"{part.project_name}：{part.matter}", f"/supervisions/{part.id}"
    if found.unit_id != actor.unit_id:
        newest = part.answers[-1]
        return Waiting(TO_CHECK, title, path, f"{part.unit_name}已答复", since=newest.answered_at, until=part.due_on)
    unanswered = part.supervision_status is SupervisionState.OPEN
    remark = f"{part.called}，{'请先报方案' if unanswered else '已报方案'}"
    until = part.plan_by if unanswered else part.due_on
    return Waiting(MINE, title, path, remark, part.ordered_by or "", part.ordered_at, until)
