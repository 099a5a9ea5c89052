"""Who sees and who sets targets. Units are held to them, people never."""

from backend.accounts.actor import Actor
from backend.accounts.models import Role, Unit
from backend.errors import Forbidden, require

NOT_YOURS = "只有项目办可以定目标，请联系项目办"
NOT_ALL = "目标和排名按全部项目算，您只能看一部分项目，请联系项目办要已印发的通报"


def require_keeper(actor: Actor) -> None:
    require(actor.runs_projects and actor.sees_all, NOT_YOURS)


def sees_unit(actor: Actor, unit: Unit) -> bool:
    """Who sees all projects sees all units; who answers for a unit's projects sees that unit."""
    return actor.sees_all or unit.id == actor.unit_id


def require_some(actor: Actor) -> None:
    """A figure over projects that one may not see would tell of them."""
    answers = actor.role in (Role.REVIEWER, Role.STEWARD) and actor.unit_id is not None
    if not (actor.sees_all or answers):
        raise Forbidden(NOT_ALL)
