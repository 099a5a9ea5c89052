"""Versions of projects as the API tells of them: an entry of the feed is the version and its document."""

from datetime import datetime

from backend.accounts.actor import Actor
from backend.timeline.document import ProjectDocument
from backend.timeline.models import Operation, ProjectVersion
from backend.web.schema import Output


class VersionOut(Output):
    """That a transaction changed a project: which parts, when, by whom and through which door.

    `seq` is the place in the feed; a key that sees only some projects is not told it, since the gaps would say
    how much happens elsewhere."""

    seq: int | None
    project: str
    version: int
    operation: Operation
    at: datetime
    actor_unit: str | None
    via: str
    changed: list[str]


class ChangeOut(VersionOut):
    """A version with the document of that version; none when the project was deleted."""

    state: ProjectDocument | None


def told(actor: Actor, version: ProjectVersion) -> str:
    out = VersionOut(
        seq=version.seq if actor.sees_all else None,
        project=version.code,
        version=version.version,
        operation=version.operation,
        at=version.at,
        actor_unit=version.actor_unit,
        via=version.via,
        changed=version.changed,
    )
    return out.model_dump_json()


def with_state(actor: Actor, version: ProjectVersion) -> str:
    """The stored text goes in as it is, byte for byte."""
    return f'{told(actor, version)[:-1]},"state":{version.document or "null"}}}'
