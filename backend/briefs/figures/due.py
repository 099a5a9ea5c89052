"""七、下周节点: what the page of that name shows, told of a past cut-off by its documents."""

from backend.briefs.data.due import Due, DueNode
from backend.briefs.figures.lights import answering
from backend.briefs.snapshot import Snapshot
from backend.milestones.parts import MilestonePart
from backend.projects.vocabulary import Condition
from backend.timeline.document import ProjectDocument


def due(snapshot: Snapshot) -> Due:
    """By day and project; of one project in the order of its milestones."""
    week = snapshot.week.next
    nodes = [
        DueNode(
            code=document.code,
            name=document.short_name,
            milestone=milestone.label,
            expected_on=milestone.forecast_on,
            waits_on=answering(document),
        )
        for document, milestone in to_come(snapshot)
        if milestone.forecast_on and week.start <= milestone.forecast_on <= week.end
    ]
    nodes.sort(key=lambda each: (each.expected_on, each.code))
    undated = [milestone for _, milestone in to_come(snapshot) if milestone.forecast_on is None]
    return Due(starts_on=week.start, ends_on=week.end, nodes=nodes, undated=len(undated))


def to_come(snapshot: Snapshot) -> list[tuple[ProjectDocument, MilestonePart]]:
    """The milestones that are not reached, of projects that go on."""
    return [
        (document, milestone)
        for document in snapshot.now
        if document.condition is Condition.UNDER_WAY
        for milestone in document.milestones
        if milestone.reached_on is None
    ]
