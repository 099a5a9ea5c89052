"""When projects come into the register of the statistics bureau: most within a month of their start, a few not at all."""

from collections.abc import Iterator
from datetime import date, timedelta

from backend.projects import service as projects
from backend.projects.schemas import ProjectPatch
from seed.demo.plots import Plot
from seed.demo.schedule import Course
from seed.demo.span import at, chance
from seed.demo.turns import OFFICE, Act, Turn

FORGOTTEN = 0.08


def registered_on(plot: Plot, course: Course) -> date | None:
    luck = chance(plot.code, "register")
    if luck.random() < FORGOTTEN:
        return None
    return course.gate("start") + timedelta(days=luck.randint(8, 27))


def turns(plot: Plot, course: Course, opened: date, until: date) -> Iterator[Turn]:
    """Those who come in while the history runs."""
    day = registered_on(plot, course)
    if day and opened < day <= until:
        yield Turn(at(day, chance(plot.code, "registering")), plot.code, OFFICE, _register(plot, day))


def _register(plot: Plot, day: date) -> Act:
    given = ProjectPatch(statistics_registered_on=day)
    return lambda session, actor: projects.change(session, actor, plot.code, given)
