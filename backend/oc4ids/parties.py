"""Who has to do with a project, as the standard names them. Pure."""

from backend.oc4ids.values import Json
from backend.projects.vocabulary import DutyKind
from backend.timeline.document import ProjectDocument

AUTHORITY = "publicAuthority"
ANSWERABLE = (DutyKind.LEAD, DutyKind.RESPONSIBLE)
"""Whose unit is the public authority: the leading one, else the responsible one."""
USCC = "CN-USCC"
"""统一社会信用代码, GB 32100-2015."""


def parties(document: ProjectDocument) -> list[Json]:
    """The public authority, and the developers. Persons stay in the house."""
    authority = _authority(document)
    return [*([authority] if authority else []), *_developers(document)]


def authority(document: ProjectDocument) -> Json | None:
    """The reference to the party that is the public authority."""
    found = _authority(document)
    return {"id": found["id"], "name": found["name"]} if found else None


def _authority(document: ProjectDocument) -> Json | None:
    held = [each for kind in ANSWERABLE for each in document.duties if each.kind is kind and not each.until]
    unit = next((each for each in held if each.unit), None)
    return {"id": f"unit-{unit.unit}", "name": unit.unit_name, "roles": [AUTHORITY]} if unit else None


def _developers(document: ProjectDocument) -> list[Json]:
    """Each once, by its credit code where that is known."""
    found: dict[str, Json] = {}
    for number, each in enumerate(document.developers, 1):
        code = each.credit_code
        key = f"{USCC}-{code}" if code else f"developer-{number}"
        identifier = {"scheme": USCC, "id": code, "legalName": each.name} if code else None
        found.setdefault(key, {"id": key, "name": each.name, "identifier": identifier})
    return list(found.values())
