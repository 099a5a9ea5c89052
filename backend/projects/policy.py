"""Who may do what with a project. Pure: the actor, and the duties that they hold in it now."""

from collections.abc import Set as AbstractSet

from backend.accounts.actor import Actor
from backend.projects.vocabulary import DutyKind

REPORTING = {DutyKind.RESPONSIBLE, DutyKind.LEAD, DutyKind.OWNER, DutyKind.STEWARD}
PERMITS = {DutyKind.AGENT, DutyKind.AGENT_PERSON}


def may_create(actor: Actor) -> bool:
    return actor.runs_projects


def may_edit(actor: Actor) -> bool:
    """The ledger's fields, stages, batches and duties are the project office's."""
    return actor.runs_projects


def may_report(actor: Actor, standing: AbstractSet[DutyKind]) -> bool:
    """The weekly update: the project office, and whoever answers for the project or builds it."""
    return actor.runs_projects or (actor.is_person and bool(standing & REPORTING))


def may_report_permits(actor: Actor, standing: AbstractSet[DutyKind]) -> bool:
    """The agent unit writes permits; who reports the works may too."""
    return may_report(actor, standing) or (actor.is_person and bool(standing & PERMITS))


def no_duty(short_name: str) -> str:
    """Why a person may not report. A key that only reads gets no further than the door."""
    return f"您没有填报{short_name}的职责，请联系项目办"


def may_edit_shared(actor: Actor) -> bool:
    """Batches and programmes belong to all projects, and so not to a key that sees only some of them."""
    return actor.runs_projects and actor.sees_all


def may_keep_lists(actor: Actor) -> bool:
    """The lists by which projects are grouped are the administrator's, in person."""
    return actor.is_administrator
