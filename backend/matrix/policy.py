"""Who may do what with a work matrix. Pure: a page asks the same before it shows a button."""

from backend.accounts.actor import Actor

NOT_YOURS = "工作矩阵由项目办编制，请联系项目办"


def may_keep(actor: Actor) -> bool:
    """Making one, adding goals and measures, giving them to units."""
    return actor.runs_projects and actor.sees_all
