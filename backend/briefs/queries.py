from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, true, tuple_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.briefs import policy
from backend.briefs.models import Brief, Issuance

KEYS = (col(Brief.week_start), col(Brief.made_at), col(Brief.id))


def visible_to(actor: Actor) -> SelectOfScalar[Brief]:
    """Every brief the actor may read, the latest week first."""
    return select(Brief).where(_readable(actor)).order_by(*(key.desc() for key in KEYS))


def beyond(query: SelectOfScalar[Brief], after: Sequence[Any]) -> SelectOfScalar[Brief]:
    """The rest of the list after the brief with this key (see `key_of`)."""
    week_start, made_at, brief_id = after
    key = (date.fromisoformat(week_start), datetime.fromisoformat(made_at), UUID(brief_id))
    return query.where(tuple_(*KEYS) < tuple_(*key))


def key_of(brief: Brief) -> list[str]:
    return [brief.week_start.isoformat(), brief.made_at.isoformat(), str(brief.id)]


def _readable(actor: Actor) -> ColumnElement[bool]:
    if policy.may_read_all(actor):
        return true()
    if policy.may_read(actor):
        return exists().where(col(Issuance.brief_id) == col(Brief.id))
    return false()
