"""Who may do what with an assignment, and as it stands. Pure: a page asks the same before it shows a button."""

from collections.abc import Set as AbstractSet

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.assignments.models import Assignment, AssignmentStanding, StepKind
from backend.projects.vocabulary import DutyKind

BY_THE_UNIT = (StepKind.PROGRESS, StepKind.DONE)


def may_assign(actor: Actor, standing: AbstractSet[DutyKind]) -> bool:
    """A leader, whoever is the project's sponsor, and the project office."""
    return actor.runs_projects or (actor.is_person and (actor.role is Role.LEADER or DutyKind.SPONSOR in standing))


def may_work(actor: Actor, assignment: Assignment) -> bool:
    """The unit that has it, the person who has it, and the project office, which notes down what it is told."""
    if actor.runs_projects:
        return True
    if not actor.is_person or actor.role is Role.READER:
        return False
    return assignment.account_id == actor.id or (actor.unit_id is not None and assignment.unit_id == actor.unit_id)


def may_judge(actor: Actor, assignment: Assignment) -> bool:
    """Whoever gave it, and the project office."""
    return actor.runs_projects or (actor.is_person and assignment.assigned_by_id == actor.id)


def may_say(actor: Actor, assignment: Assignment, kind: StepKind) -> bool:
    return may_work(actor, assignment) if kind in BY_THE_UNIT else may_judge(actor, assignment)


def why_not(assignment: Assignment, kind: StepKind) -> str:
    """Empty when this may be said of it as it stands."""
    if assignment.standing is AssignmentStanding.WITHDRAWN:
        return "这项交办已撤销，不用再办"
    if kind is StepKind.RETURNED:
        return "" if assignment.standing is AssignmentStanding.DONE else "还没有办结，不用退回；要催办请写办理情况"
    return "这项交办已办结；要再办，请交办人退回" if assignment.standing is AssignmentStanding.DONE else ""


def doable(actor: Actor, assignment: Assignment) -> list[StepKind]:
    """What this actor can say of it now."""
    return [kind for kind in StepKind if may_say(actor, assignment, kind) and not why_not(assignment, kind)]
