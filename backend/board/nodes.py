"""The milestones of a project in the parts in which its page shows them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backend.milestones.delay import Course, Stop
from backend.milestones.models import Phase
from backend.milestones.parts import MilestonePart
from backend.timeline.document import ProjectDocument


@dataclass(frozen=True)
class Part:
    """The milestones of a phase; of the permits only those that are missing are listed."""

    heading: str
    nodes: list[MilestonePart]


def parts(milestones: Iterable[MilestonePart]) -> list[Part]:
    by_phase: dict[Phase, list[MilestonePart]] = {}
    for each in milestones:
        by_phase.setdefault(each.phase, []).append(each)
    return [_part(phase, by_phase[phase]) for phase in Phase if phase in by_phase]


def course(document: ProjectDocument, today: date) -> Course:
    """What the delays of its milestones are told by."""
    agreed = [plan.agreed_on for plan in document.baseline_plans]
    stops = tuple(Stop(each.since, each.resumed_on) for each in document.suspensions)
    return Course(agreed[0] if agreed else None, agreed[-1] if agreed else None, stops, today)


def _part(phase: Phase, nodes: list[MilestonePart]) -> Part:
    done = sum(node.reached_on is not None for node in nodes)
    heading = f"{phase.label} {done}/{len(nodes)}"
    if phase is not Phase.PERMITS or not done:
        return Part(heading, nodes)
    missing = [node for node in nodes if node.reached_on is None]
    return Part(f"{heading}，{'只列没办的' if missing else '都办了'}", missing)
