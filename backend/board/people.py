"""Who looks after a project today. Pure: the duties of its document."""

from backend.projects.parts import DutyPart
from backend.projects.vocabulary import DutyKind
from backend.timeline.document import ProjectDocument

ALWAYS = (DutyKind.SPONSOR, DutyKind.RESPONSIBLE, DutyKind.OWNER, DutyKind.STEWARD)
"""These are asked of every project: without a name they are 待填报."""
ORDER = (
    DutyKind.SPONSOR,
    DutyKind.LEAD,
    DutyKind.RESPONSIBLE,
    DutyKind.SUPPORTING,
    DutyKind.OWNER,
    DutyKind.STEWARD,
    DutyKind.AGENT,
    DutyKind.AGENT_PERSON,
)


def people(document: ProjectDocument) -> list[tuple[str, str | None]]:
    held = [(kind, _names(document, kind)) for kind in ORDER]
    return [(kind.label, names) for kind, names in held if names or kind in ALWAYS]


def standing_duties(document: ProjectDocument) -> list[DutyPart]:
    """Those held today, in the order in which they are printed."""
    now = [duty for duty in document.duties if duty.until is None]
    return sorted(now, key=lambda duty: ORDER.index(duty.kind))


def _names(document: ProjectDocument, kind: DutyKind) -> str | None:
    names = [duty.unit_name or duty.person or "" for duty in document.duties if duty.kind is kind and not duty.until]
    return "、".join(names) or None
