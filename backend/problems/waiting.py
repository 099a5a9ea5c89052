"""What waits on a person of problems: what their unit settles, what has climbed to them, what the office gives out and judges."""

from typing import Any

from sqlalchemy import false, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.problems import policy, queries
from backend.problems.models import Escalation, EscalationNotice
from backend.problems.parts import ListedProblemPart
from backend.problems.queries import Standing
from backend.problems.standing import standing
from backend.problems.vocabulary import Rung, State
from backend.projects.models import Duty
from backend.projects.policy import REPORTING
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition
from backend.waiting import Waiting

MINE, CLIMBED, TO_JUDGE, TO_GIVE = "问题", "问题超期上报", "问题待销号", "问题待交办"


async def problems(session: AsyncSession, actor: Actor) -> list[Waiting]:
    """One statement for all of them. Each stands once, under the first of the headings that it fits."""
    state = standing.c.problem_status
    asked, is_open = state == State.ASKED.value, state == State.OPEN.value
    wanted = [is_open & _of_unit(actor), is_open & _climbed(actor)]
    if policy.may_judge(actor):
        wanted.append(asked)
    if policy.may_dispatch(actor):
        wanted.append(is_open & standing.c.lead_unit_id.is_(None))
    query = queries.visible_to(actor).where(or_(*wanted), col(Summary.condition) != Condition.TERMINATED)
    found = await queries.read(session, query)
    return [line for each in found if (line := _waiting(actor, each))]


def _of_unit(actor: Actor) -> Any:
    """Those that a unit has are its people's; while none has one, it is theirs who report the project."""
    if actor.role not in policy.WORKING:
        return false()
    own = col(Duty.account_id) == actor.id
    held = select(Duty.project_id).where(col(Duty.until).is_(None), col(Duty.kind).in_(REPORTING))
    held = held.where(or_(own, col(Duty.unit_id) == actor.unit_id) if actor.unit_id else own)
    without = standing.c.lead_unit_id.is_(None) & standing.c.project_id.in_(held)
    return or_(without, standing.c.lead_unit_id == actor.unit_id) if actor.unit_id else without


def _climbed(actor: Actor) -> Any:
    """What is overdue, and of which they were told; a later date takes it down again."""
    told = select(Escalation.problem_id).join(EscalationNotice, col(EscalationNotice.escalation_id) == Escalation.id)
    told = told.where(EscalationNotice.account_id == actor.id, col(Escalation.due_on) == standing.c.due_on)
    return told.where(col(Escalation.problem_id) == standing.c.id).exists()


def _waiting(actor: Actor, found: Standing) -> Waiting | None:
    part = found.part
    title, path = f"{part.project_name}：{part.what}", f"/problems/{part.id}"
    if part.problem_status is State.ASKED:
        if policy.why_not_own(actor, found.asked_by_id, found.lead_unit_id):
            return None
        return Waiting(TO_JUDGE, title, path, f"{_unit(part)}已办结，核实后销号或退回", since=part.asked_at)
    by = part.raised_by or ""
    if actor.role in policy.WORKING:
        remark, until = _next(part)
        return Waiting(MINE, title, path, remark, by, part.raised_at, until)
    if found.lead_unit_id is None and policy.may_dispatch(actor):
        return Waiting(TO_GIVE, title, path, "还没有牵头单位，请交办", by, part.raised_at, part.plan_by)
    word = f"已上报{(part.climbed_to or Rung.UNIT_HEAD).label}"
    return Waiting(CLIMBED, title, path, f"{_unit(part)}牵头，{word}", by, part.raised_at, part.due_on)


def _next(part: ListedProblemPart) -> tuple[str, Any]:
    """What the unit owes next by the 13710 timers, and until when."""
    if part.sent_back_because:
        return f"销号申请被退回：{part.sent_back_because}", part.due_on
    if part.planned_at is None:
        return "请先报方案", min(part.plan_by, part.due_on)
    if part.answered_at is None and part.last_note_at == part.planned_at:
        return "已报方案，请答复办理情况", min(part.answer_by, part.due_on)
    return "办结后申请销号", part.due_on


def _unit(part: ListedProblemPart) -> str:
    return part.lead_unit_name or "单位"
