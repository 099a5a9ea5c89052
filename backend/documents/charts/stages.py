"""图：the projects of the three batches as two stacked bars, by number and by investment."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from backend.documents.charts.amounts import in_yi
from backend.documents.charts.drawing import BLUE, HATCH, INK, WHITE, Drawing, Kind, width_of

FILLS = (WHITE, HATCH, BLUE)
LEAST = 0.5  # smaller letters than this cannot be read; the table beside the chart has the figure


class Slot(NamedTuple):
    """Where a bar, or one part of it, lies."""

    left: float
    top: float
    width: float
    height: float

    def baseline(self, size: float) -> float:
        return self.top + self.height / 2 + size * 0.36


@dataclass(frozen=True)
class StageBar:
    """One stage: its short name, its projects and their investment in 万元, if it is known."""

    name: str
    count: int
    total: Decimal | None

    @property
    def in_words(self) -> str:
        return f"{self.name}{self.count}个" + ("" if self.total is None else f"{in_yi(self.total)}亿元")


def stacked_stages(stages: Sequence[StageBar]) -> Markup:
    """Draw at most three stages, from the first to the last."""
    return _drawn("wide", stages) + _drawn("narrow", stages)


def _drawn(kind: Kind, stages: Sequence[StageBar]) -> Markup:
    wide = kind == "wide"
    size, width, height = (9.5, 442, 57) if wide else (14, 340, 126)
    zero = Decimal(0)
    counts = [(f"{s.name}{s.count}个", Decimal(s.count)) for s in stages]
    known = any(s.total is not None for s in stages)
    totals = [(f"{s.name}{in_yi(s.total or zero)}{'亿元' if wide else ''}", s.total or zero) for s in stages if known]
    height = height if totals else height // 2
    drawing = Drawing(kind, width, height, size, f"三个一批：{'，'.join(s.in_words for s in stages)}")
    first, second = (
        (Slot(52, 3, 389, 21), Slot(52, 33, 389, 21)) if wide else (Slot(0, 20, 339, 34), Slot(0, 88, 339, 34))
    )
    _bar(drawing, "项目个数" if wide else f"项目个数（合计{sum(s.count for s in stages)}个）", counts, first)
    if totals:
        whole = sum((wan for _, wan in totals), zero)
        _bar(drawing, "总投资" if wide else f"总投资（合计{in_yi(whole)}亿元）", totals, second)
    return drawing.svg()


def _bar(drawing: Drawing, caption: str, parts: list[tuple[str, Decimal]], slot: Slot) -> None:
    if slot.left:
        drawing.text((slot.left - 6, slot.baseline(drawing.size)), caption, "end")
    else:
        drawing.text((0, slot.top - 6), caption)
    whole, left = sum(value for _, value in parts), slot.left
    for (label, value), fill in zip(parts, FILLS, strict=False):
        if value:
            part = slot._replace(left=left, width=slot.width * float(value / whole))
            drawing.box((part.left, part.top), part.width, part.height, fill)
            _label(drawing, label, fill, part)
            left += part.width


def _label(drawing: Drawing, label: str, fill: str, part: Slot) -> None:
    """A label on a hatched part gets a white ground; one that is wider than its part shrinks to fit."""
    size = min(drawing.size, drawing.size * (part.width - 4) / width_of(label, drawing.size))
    if size < drawing.size * LEAST:
        return
    centre, baseline = part.left + part.width / 2, part.baseline(size)
    if fill == HATCH:
        ground = width_of(label, size) + 6
        drawing.box((centre - ground / 2, baseline - size * 1.08), ground, size * 1.4, WHITE, border=0)
    drawing.text((centre, baseline), label, "middle", size=size, fill=WHITE if fill == BLUE else INK)
