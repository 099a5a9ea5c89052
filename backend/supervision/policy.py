"""Who may do what with a supervision order. Pure: the actor, the unit that has it, and who answered."""

from uuid import UUID

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.problems.policy import may_supervise as may_order

__all__ = ["may_answer", "may_check", "may_close", "may_order", "why_not_own"]
WORKING = (Role.REVIEWER, Role.STEWARD)


def may_answer(actor: Actor, unit_id: UUID) -> bool:
    """The unit that has it; and the office, which notes down what it is told."""
    if actor.runs_projects:
        return True
    return actor.is_person and actor.role in WORKING and actor.unit_id == unit_id


def may_check(actor: Actor, unit_id: UUID) -> bool:
    """Who may order, unless it is their own unit that is looked at."""
    return may_order(actor) and actor.unit_id != unit_id


def may_close(actor: Actor) -> bool:
    """It needs a person of the office."""
    return actor.is_person and actor.runs_projects


def why_not_own(actor: Actor, unit_id: UUID, answered_by_id: UUID | None) -> str:
    """Why this person of the office may not close this order; empty when they may."""
    if unit_id == actor.unit_id:
        return "这张督办单由您的单位承办，不能自己销号，请项目办其他单位的人核"
    if answered_by_id is not None and answered_by_id == actor.id:
        return "最近的答复是您写的，要由项目办另一个人核"
    return ""
