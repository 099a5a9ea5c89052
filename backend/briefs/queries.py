from sqlalchemy import ColumnElement, and_, false, not_, true
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.briefs import policy
from backend.briefs.models import Brief, BriefState


def visible_to(actor: Actor) -> SelectOfScalar[Brief]:
    """Every brief the actor may read, the latest week first."""
    query = select(Brief).where(_readable(actor))
    return query.order_by(col(Brief.week_start).desc(), col(Brief.made_at).desc(), col(Brief.id).desc())


def _readable(actor: Actor) -> ColumnElement[bool]:
    if policy.may_read_all(actor):
        return true()
    if policy.may_read(actor):
        return and_(col(Brief.state) == BriefState.READY, not_(col(Brief.draft)))
    return false()
