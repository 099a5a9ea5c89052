"""The three stages of a project as its page draws them: solid where entered, dashed where expected. Pure."""

from dataclasses import dataclass
from datetime import date

from backend.board import nodes
from backend.board.questions import entry_of
from backend.lifecycle.parts import StagePart
from backend.milestones.delay import Course
from backend.milestones.models import Gate
from backend.projects.vocabulary import STAGES, Stage
from backend.timeline.document import ProjectDocument
from backend.web.formats import iso

GATES = {Stage.STARTED: Gate.START, Stage.PRODUCING: Gate.PRODUCTION}
EXPECTED = {Stage.STARTED: "planned_start_on", Stage.PRODUCING: "planned_production_on"}


@dataclass(frozen=True)
class Step:
    """`late` says by how much the milestone that proves the stage slipped."""

    label: str
    entered: bool
    date: str
    note: str
    late: str = ""


def steps(document: ProjectDocument, today: date) -> list[Step]:
    found = {stage: entry_of(document, stage) for stage in STAGES}
    course = nodes.course(document, today)
    return [_entered(entry) if entry else _expected(document, stage, found, course) for stage, entry in found.items()]


def batch_name(code: str) -> str:
    """2026-3 as people say it: 2026年第3期."""
    year, _, ordinal = code.partition("-")
    return f"{year}年第{ordinal}期"


def _entered(entry: StagePart) -> Step:
    return Step(entry.stage.label, True, iso(entry.occurred_on), batch_name(entry.batch) if entry.batch else "没有期次")


def _expected(document: ProjectDocument, stage: Stage, found: dict[Stage, StagePart | None], course: Course) -> Step:
    later = [each for each in STAGES[STAGES.index(stage) :] if found[each]]
    if later:
        skipped = found[later[0]]
        return Step(stage.label, False, "—", f"没有记录，{(skipped and skipped.skip_reason) or '原因待填报'}")
    day, late = _when(document, stage, course)
    return Step(stage.label, False, iso(day), "预计" if day else "还没有预计", late)


def _when(document: ProjectDocument, stage: Stage, course: Course) -> tuple[date | None, str]:
    """What the milestone that proves the stage says, else what the ledger says."""
    gate = next((node for node in document.milestones if node.gate and node.gate is GATES.get(stage)), None)
    if gate and gate.forecast_on:
        return gate.forecast_on, course.in_words(gate) if (gate.slip_days or 0) > 0 else ""
    planned: date | None = getattr(document, EXPECTED[stage]) if stage in EXPECTED else None
    return planned, ""
