"""Versions of projects as the API tells of them: an entry of the feed is the version and its document."""

import json
from datetime import datetime
from typing import Any

from backend.accounts.actor import Actor
from backend.labels import Labelled
from backend.timeline.document import ProjectDocument
from backend.timeline.following import Entry
from backend.timeline.models import Operation, ProjectVersion, Step
from backend.timeline.settling import NEW
from backend.web.schema import Output


class Happening(Labelled):
    """What an entry says of a project to whoever reads it."""

    UPSERT = "upsert", "更新"
    LEFT_SCOPE = "left_scope", "离开范围"
    DELETED = "deleted", "删除"


class VersionOut(Output):
    """That a transaction changed a project: which parts, when, by whom and through which door.

    `seq` is the place in the feed; a key that sees only some projects is not told it, since the gaps would say
    how much happens elsewhere."""

    seq: int | None
    project: str
    version: int
    operation: Happening
    at: datetime
    actor_unit: str | None
    via: str
    changed: list[str]


class ChangeOut(VersionOut):
    """A version with the document of that version; none when the project is deleted or no longer in scope."""

    state: ProjectDocument | None


EVERYTHING = [name for name in ProjectDocument.model_fields if name not in NEW]


def told(actor: Actor, version: ProjectVersion) -> str:
    """A version of which the caller may know everything."""
    return _text(actor, version, Happening(version.operation.value), version.changed)


def with_state(actor: Actor, entry: Entry) -> str:
    """The stored text goes in as it is, byte for byte. What lies beyond the scope of the caller is not told: of a
    project that leaves it that it does, of one that enters it all that it is, and not what it was before."""
    if entry.operation is Operation.DELETED:
        text = _text(actor, entry, Happening.DELETED, [])
    elif entry.step is Step.LEFT:
        text = _text(actor, entry, Happening.LEFT_SCOPE, [])
    else:
        changed = EVERYTHING if entry.step is Step.ENTERED else entry.changed
        return f'{_text(actor, entry, Happening.UPSERT, changed)[:-1]},"state":{entry.document}}}'
    return f'{text[:-1]},"state":null}}'


def _text(actor: Actor, version: Any, operation: Happening, changed: list[str]) -> str:
    """As `VersionOut` would write it; written by hand, since a full load does this for every version there is."""
    fields = {
        "seq": version.seq if actor.sees_all else None,
        "project": version.code,
        "version": version.version,
        "operation": operation.value,
        "at": version.at.isoformat().replace("+00:00", "Z"),
        "actor_unit": None if operation is Happening.LEFT_SCOPE else version.actor_unit,
        "via": version.via,
        "changed": changed,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
