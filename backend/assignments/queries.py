from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, true, tuple_
from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.assignments.models import Assignment, AssignmentStanding, AssignmentStep
from backend.projects.queries import readable
from backend.projects.summary import Summary

KEYS = (col(Assignment.due_on), col(Assignment.id))
OPEN = col(Assignment.standing) == AssignmentStanding.OPEN


def visible(actor: Actor) -> ColumnElement[bool]:
    """Those of projects that the actor may see; of a person also what they or their unit have, and what they gave."""
    if actor.sees_all:
        return true()
    found: list[ColumnElement[bool]] = [
        col(Assignment.project_id).in_(select(Summary.project_id).where(readable(actor)))
    ]
    if actor.is_person:
        found += [mine(actor), given_by(actor)]
    return or_(*found)


def mine(actor: Actor) -> ColumnElement[bool]:
    """What waits on the actor: theirs by name, or their unit's."""
    own = col(Assignment.account_id) == actor.id
    if actor.unit_id is None:
        return own
    return or_(own, col(Assignment.unit_id) == actor.unit_id)


def given_by(actor: Actor) -> ColumnElement[bool]:
    return col(Assignment.assigned_by_id) == actor.id


def those(actor: Actor) -> SelectOfScalar[Assignment]:
    """All that the actor may see, each with its project, unit and people; those due first come first."""
    whole = [joinedload(getattr(Assignment, name)) for name in ("project", "unit", "account", "assigned_by")]
    return select(Assignment).where(visible(actor)).options(*whole).order_by(*KEYS)


def beyond(query: SelectOfScalar[Assignment], after: Sequence[str]) -> SelectOfScalar[Assignment]:
    due_on, key = after
    return query.where(tuple_(*KEYS) > tuple_(date.fromisoformat(due_on), UUID(key)))


def key_of(assignment: Assignment) -> list[str]:
    return [assignment.due_on.isoformat(), str(assignment.id)]


async def steps_of(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, list[AssignmentStep]]:
    """In the order in which they were said."""
    found: dict[UUID, list[AssignmentStep]] = {key: [] for key in ids}
    query = select(AssignmentStep).where(col(AssignmentStep.assignment_id).in_(list(ids)))
    query = query.order_by(col(AssignmentStep.said_at), col(AssignmentStep.id))
    for step in await session.exec(query.options(joinedload(AssignmentStep.said_by))):
        found[step.assignment_id].append(step)
    return found
