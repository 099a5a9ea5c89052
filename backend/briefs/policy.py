"""Who may make briefs, and who may read them. A brief tells of all projects, whatever its reader may see of them."""

from backend.accounts.actor import Actor


def may_make(actor: Actor) -> bool:
    """The project office; a key that is limited to some projects cannot ask for a brief of all."""
    return actor.runs_projects and actor.sees_all


def may_read_all(actor: Actor) -> bool:
    """Drafts, and briefs that are waiting or failed."""
    return actor.sees_all


def may_read(actor: Actor) -> bool:
    """Finished briefs: every person who is signed in; of programs those that may see every project."""
    return actor.is_person or actor.sees_all
