"""图：the milestones of one project in a row, each with its plan and with when it was or will be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from backend.documents.charts.drawing import BLUE, GREY, HATCH, INK, RED, WHITE, Drawing, Point

WIDTH, EDGE, AXIS = 442, 40, 26
SMALLEST = 6.5


@dataclass(frozen=True)
class Step:
    """A milestone: planned for one day, and reached on another or expected then."""

    name: str
    planned: date | None
    reached: date | None = None
    expected: date | None = None

    @property
    def day(self) -> date | None:
        return self.reached or self.expected

    @property
    def slip(self) -> int | None:
        """Days after the plan; negative before it."""
        return (self.day - self.planned).days if self.day and self.planned else None

    @property
    def late(self) -> bool:
        return (self.slip or 0) > 0

    @property
    def slip_in_words(self) -> str:
        slip = self.slip
        if slip is None:
            return ""
        return f"晚{slip}天" if slip > 0 else f"早{-slip}天" if slip < 0 else "按期"

    @property
    def in_words(self) -> str:
        if self.day is None:
            return f"计划{_short(self.planned)}" if self.planned else "日期待填报"
        said = f"{'已到达' if self.reached else '预计'}{_short(self.day)}"
        return f"{said}，{self.slip_in_words}" if self.slip_in_words else said


def milestone_bar(project: str, steps: Sequence[Step]) -> Markup:
    """Draw a bar for paper and a list for a phone. Steps stand at equal distances, so that their words never collide."""
    said = "；".join(f"{step.name}{step.in_words}" for step in steps)
    drawing = Drawing("wide", WIDTH, 70, 9, f"{project}节点：{said}")
    between = (WIDTH - 2 * EDGE) / max(1, len(steps) - 1)
    places = [EDGE + between * i for i in range(len(steps))]
    for x, one, two in zip(places, steps, steps[1:], strict=False):
        drawing.box((x, AXIS - 3.2), between, 6.4, _filling(one, two), border=0.6)
    for x, step in zip(places, steps, strict=True):
        _mark(drawing, (x, AXIS), step)
        _name(drawing, x, step.name, between)
        _words(drawing, x, step)
    return drawing.svg() + _list(steps)


def _filling(one: Step, two: Step) -> str:
    if one.reached is None:
        return WHITE
    return BLUE if two.reached else HATCH


def _mark(drawing: Drawing, at: Point, step: Step) -> None:
    """A filled disc with a tick is reached, a triangle is late, an empty ring is still in time."""
    x, y = at
    if step.reached:
        drawing.dot(at, 6)
        drawing.path([(x - 3, y), (x - 0.8, y + 2.4), (x + 3.2, y - 2.6)], stroke=WHITE, width=1.3)
    elif step.late:
        drawing.shape([(x, y - 7), (x + 7, y + 5), (x - 7, y + 5)], stroke=RED, width=1.3)
    else:
        drawing.dot(at, 5.6, fill=WHITE, width=1.1)


def _name(drawing: Drawing, x: float, name: str, between: float) -> None:
    """Above its mark; a long one is set smaller, and at either end it begins or stops with the bar."""
    size = max(SMALLEST, min(drawing.size, (between - 3) / max(len(name), 1)))
    half = len(name) * size / 2
    if x < half:
        drawing.text((0, AXIS - 12), name, "start", size=size)
    elif x + half > WIDTH:
        drawing.text((WIDTH, AXIS - 12), name, "end", size=size)
    else:
        drawing.text((x, AXIS - 12), name, "middle", size=size)


def _words(drawing: Drawing, x: float, step: Step) -> None:
    rows = [
        (f"计划{_short(step.planned)}" if step.planned else "计划待填报", GREY),
        (f"{'到达' if step.reached else '预计'}{_short(step.day)}" if step.day else "预计待填报", INK),
        (step.slip_in_words, RED if step.late else INK),
    ]
    for row, (words, fill) in enumerate(rows):
        if words:
            drawing.text((x, AXIS + 18 + 11 * row), words, "middle", size=8, fill=fill)


def _list(steps: Sequence[Step]) -> Markup:
    rows = Markup("").join(
        Markup('<li class="{}"><b>{}</b> {}</li>').format(
            "done" if step.reached else "late" if step.late else "due", step.name, step.in_words
        )
        for step in steps
    )
    return Markup('<ol class="steps narrow">{}</ol>').format(rows)


def _short(day: date) -> str:
    return f"{day.year % 100:02d}.{day.month}.{day.day}"
