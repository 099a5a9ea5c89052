"""Who adds what to 我的待办, in the order in which it is shown. A new room adds its function here."""

from backend import waiting
from backend.assignments.waiting import assignments
from backend.briefs.waiting import briefs
from backend.milestones.waiting import passed
from backend.problems.waiting import problems
from backend.projects.waiting import without_people
from backend.reminders.waiting import unreported
from backend.supervision.waiting import supervisions
from backend.targets.waiting import targets
from backend.updates.waiting import owed, returned, to_review
from backend.waiting.house import keys_that_end, units_to_confirm


def install() -> None:
    waiting.sources[:] = [
        returned,
        owed,
        unreported,
        to_review,
        supervisions,
        problems,
        assignments,
        briefs,
        passed,
        targets,
        without_people,
        units_to_confirm,
        keys_that_end,
    ]
