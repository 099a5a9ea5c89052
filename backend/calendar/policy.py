from backend.accounts.actor import Actor
from backend.errors import require

NOT_YOURS = "节假日由项目办和管理员维护，请联系项目办"


def may_keep_calendar(actor: Actor) -> bool:
    """It moves everybody's deadlines, and so is not for a key that sees only some projects."""
    return actor.runs_projects and actor.sees_all


def require_keeper(actor: Actor) -> None:
    require(may_keep_calendar(actor), NOT_YOURS)
