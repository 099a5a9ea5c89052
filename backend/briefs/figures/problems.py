"""五、问题台账: the problems in the documents of the cut-off."""

from backend.briefs.data.problems import Overdue, Problems, StruckOff
from backend.briefs.snapshot import Snapshot
from backend.problems.parts import ProblemPart
from backend.problems.vocabulary import State
from backend.timeline.document import ProjectDocument


def problems(snapshot: Snapshot) -> Problems:
    found = told_of(snapshot)
    late = [_overdue(snapshot, *each) for each in found if each[1].overdue(snapshot.day)]
    return Problems(
        active=sum(problem.is_active for _, problem in found),
        asked=sum(problem.problem_status is State.ASKED for _, problem in found),
        raised=sum(is_new(snapshot, problem) for _, problem in found),
        struck_off=[
            StruckOff(code=of.code, name=of.short_name, number=problem.problem_number, what=problem.what)
            for of, problem in found
            if is_struck_off(snapshot, problem)
        ],
        overdue=sorted(late, key=lambda each: (each.due_on, each.code, each.number)),
    )


def told_of(snapshot: Snapshot) -> list[tuple[ProjectDocument, ProblemPart]]:
    """Every problem with its project; what was raised in error is not counted."""
    return [
        (document, problem)
        for document in snapshot.now
        for problem in document.problems
        if problem.problem_status is not State.WITHDRAWN
    ]


def is_new(snapshot: Snapshot, problem: ProblemPart) -> bool:
    return problem.raised_at > snapshot.since


def is_struck_off(snapshot: Snapshot, problem: ProblemPart) -> bool:
    return problem.closed_at is not None and problem.closed_at > snapshot.since


def _overdue(snapshot: Snapshot, document: ProjectDocument, problem: ProblemPart) -> Overdue:
    return Overdue(
        code=document.code,
        name=document.short_name,
        number=problem.problem_number,
        what=problem.what,
        unit=problem.lead_unit_name,
        due_on=problem.due_on,
        days=problem.overdue(snapshot.day),
        climbed_to=problem.climbed_to,
    )
