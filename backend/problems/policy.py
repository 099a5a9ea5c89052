"""Who may do what with a problem. Pure: the actor, the units that have it, and the actor's duties in its project."""

from collections.abc import Set as AbstractSet
from uuid import UUID

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.projects.policy import REPORTING
from backend.projects.vocabulary import DutyKind

WORKING = (Role.REVIEWER, Role.STEWARD)


def may_raise(actor: Actor, duties: AbstractSet[DutyKind]) -> bool:
    """The office, a leader, and everybody who has anything to do with the project."""
    if actor.runs_projects:
        return True
    return actor.is_person and (actor.role is Role.LEADER or (actor.role in WORKING and bool(duties)))


def may_dispatch(actor: Actor) -> bool:
    return actor.runs_projects


def may_supervise(actor: Actor) -> bool:
    """督办: the office, and leaders."""
    return actor.runs_projects or (actor.is_person and actor.role is Role.LEADER)


def may_note(actor: Actor, duties: AbstractSet[DutyKind], lead_unit_id: UUID | None) -> bool:
    """How it goes on: the unit that has it, everybody who works on the project, and the office."""
    return may_settle(actor, duties, lead_unit_id) or (
        actor.is_person and (actor.role is Role.LEADER or (actor.role in WORKING and bool(duties)))
    )


def may_settle(actor: Actor, duties: AbstractSet[DutyKind], lead_unit_id: UUID | None) -> bool:
    """Planning, answering, and asking for it to be struck off: the unit that has it; while none has it, who reports
    the project."""
    if actor.runs_projects:
        return True
    if not actor.is_person or actor.role not in WORKING:
        return False
    return actor.unit_id == lead_unit_id if lead_unit_id else bool(duties & REPORTING)


def may_judge(actor: Actor) -> bool:
    """Striking off needs a person of the office."""
    return actor.is_person and actor.runs_projects


def why_not_own(actor: Actor, asked_by_id: UUID | None, lead_unit_id: UUID | None) -> str:
    """Why this person of the office may not judge this request; empty when they may."""
    if asked_by_id is not None and asked_by_id == actor.id:
        return "销号申请是您提的，要由项目办另一个人核"
    if lead_unit_id is not None and lead_unit_id == actor.unit_id:
        return "这个问题由您的单位牵头，不能自己销号或退回，请项目办其他单位的人核"
    return ""
