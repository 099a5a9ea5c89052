"""Whose feed a version is in. A narrow key follows the projects of one area, unit or programme, and nothing else."""

from collections.abc import Set as AbstractSet

from sqlalchemy import ColumnElement, exists, true
from sqlmodel import col, select

from backend.accounts import scopes
from backend.accounts.actor import Actor
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.timeline.document import ProjectDocument
from backend.timeline.models import ProjectVersion, ScopeEntry, Step


def scopes_of(document: ProjectDocument | None) -> set[str]:
    """The scopes in which a project stands; a unit's are those in which it has or had a duty."""
    if document is None:
        return set()
    found = {f"unit:{duty.unit}" for duty in document.duties if duty.unit}
    found |= {f"{kind}:{code}" for kind in ("area", "programme") if (code := getattr(document, kind))}
    return found


def steps(was: AbstractSet[str], is_now: AbstractSet[str]) -> dict[str, Step]:
    """What a version means to each scope that it concerns."""
    return {scope: _step(scope in was, scope in is_now) for scope in sorted(was | is_now)}


def _step(was: bool, is_now: bool) -> Step:  # noqa: FBT001  two halves of one question
    if was and is_now:
        return Step.STAYED
    return Step.ENTERED if is_now else Step.LEFT


def seen_then(actor: Actor, then: type[Summary]) -> ColumnElement[bool]:
    """Which states of another moment the actor may see. A program is shown what its feed told it at the time, by unit
    as by area; a person sees back as far as they may see the project."""
    if actor.is_person or actor.sees_all:
        return readable(actor, then)
    mine = (ScopeEntry.scope == scopes.as_text(actor.scope), ScopeEntry.seq == then.seq)
    return exists(select(ScopeEntry.seq).where(*mine, col(ScopeEntry.step) != Step.LEFT))


def in_sight(actor: Actor) -> ColumnElement[bool]:
    """Which versions a key may read in full: those whose project stood within its scope at that very version."""
    if actor.is_person or actor.sees_all:
        return true()
    mine = (ScopeEntry.scope == scopes.as_text(actor.scope), ScopeEntry.seq == ProjectVersion.seq)
    return exists(select(ScopeEntry.seq).where(*mine, col(ScopeEntry.step) != Step.LEFT))
