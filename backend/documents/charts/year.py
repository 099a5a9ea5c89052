"""图：what was invested this year month by month, against the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from markupsafe import Markup

from backend.documents.charts.amounts import WAN_OF_YI, in_yi
from backend.documents.charts.drawing import BLUE, GREY, INK, RED, WHITE, Drawing, Kind, Point

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
DASHED = "4 2.4"


@dataclass(frozen=True)
class YearLine:
    """Sums since January in 万元: the plan at the end of each month, what was done at the end of past months, and now.

    `now` is the time of the year in months: 10.7 is the twentieth day of November.
    """

    plan: Sequence[Decimal]
    done: Sequence[Decimal]
    done_now: Decimal
    plan_now: Decimal
    now: float

    @property
    def behind(self) -> Decimal:
        return self.plan_now - self.done_now

    @property
    def verdict(self) -> str:
        word = "落后" if self.behind > 0 else "超前"
        return f"{word} {in_yi(abs(self.behind))}亿元" if self.behind else "与计划持平"


def year_against_plan(year: YearLine) -> Markup:
    return _Chart("wide", year).drawn() + _Chart("narrow", year).drawn()


class _Chart:
    """The line chart in one of its two sizes."""

    def __init__(self, kind: Kind, year: YearLine) -> None:
        self.year, self.wide = year, kind == "wide"
        size, width, height = (9, 442, 124) if self.wide else (14, 340, 264)
        self.left, self.right, self.top, self.foot = (30, 92, 15, 15) if self.wide else (30, 16, 82, 24)
        title = (
            f"今年累计完成投资{in_yi(year.done_now)}亿元，计划进度{in_yi(year.plan_now)}亿元，"
            f"全年计划{in_yi(year.plan[-1])}亿元，{year.verdict}"
        )
        self.drawing = Drawing(kind, width, height, size, title)
        highest = float(max(*year.plan, *year.done, year.done_now)) / WAN_OF_YI
        self.step = next((step for step in STEPS if step * 4 >= highest), ceil(highest / 4))
        self.highest = self.step * max(1, ceil(highest / self.step))

    def drawn(self) -> Markup:
        self._axes()
        self._plan_and_done()
        if self.wide:
            self._words_beside()
        else:
            self._words_above()
        return self.drawing.svg()

    def at(self, month: float, wan: Decimal | float) -> Point:
        drawing = self.drawing
        x = self.left + (drawing.width - self.left - self.right) * month / 12
        floor = drawing.height - self.foot
        return x, floor - (floor - self.top) * float(wan) / WAN_OF_YI / self.highest

    def _axes(self) -> None:
        drawing = self.drawing
        for yi in range(0, self.highest + 1, self.step):
            x, y = self.at(0, yi * WAN_OF_YI)
            drawing.line((x, y), (drawing.width - self.right, y), stroke="#bbb" if yi else INK, width=0.5)
            drawing.text((x - 4, y + drawing.size * 0.36), str(yi), "end", fill=GREY if yi else INK)
        drawing.text((6 if self.wide else 2, self.top - 8), "亿元", fill=GREY)
        for month in range(1, 13):
            x, y = self.at(month, 0)
            drawing.line((x, y), (x, y + 2), width=0.5)
            if self.wide or month % 2 == 0:
                drawing.text((x, y + drawing.size + 2), f"{month}月", "middle")

    def _plan_and_done(self) -> None:
        year, drawing, radius = self.year, self.drawing, 2.1 if self.wide else 2.8
        drawing.path(
            [self.at(month, wan) for month, wan in enumerate([Decimal(0), *year.plan])], width=1.1, dash=DASHED
        )
        done = [(float(month), wan) for month, wan in enumerate([Decimal(0), *year.done])] + [(year.now, year.done_now)]
        drawing.path([self.at(month, wan) for month, wan in done], stroke=BLUE, width=2.2)
        for month, wan in done[1:]:
            drawing.dot(self.at(month, wan), radius, stroke="none")
        drawing.line(self.at(year.now, year.plan_now), self.at(year.now, year.done_now), stroke=RED, width=1.4)
        drawing.dot(self.at(year.now, year.plan_now), radius, fill=WHITE, width=1)

    def _words_beside(self) -> None:
        year, drawing, x = self.year, self.drawing, self.drawing.width - self.right + 7
        rows = self._apart(
            [
                (self.at(12, year.plan[-1])[1] + 3, f"全年计划 {in_yi(year.plan[-1])}", INK),
                (self.at(0, year.plan_now)[1] + 12, f"计划进度 {in_yi(year.plan_now)}", INK),
                (self.at(0, year.done_now)[1] + 25, f"实际完成 {in_yi(year.done_now)}", BLUE),
            ]
        )
        rows.append((rows[-1][0] + 13, year.verdict, RED if year.behind > 0 else INK))
        for y, words, fill in rows:
            drawing.text((x, y), words, fill=fill)
        for wan, (y, _, _) in ((year.plan_now, rows[1]), (year.done_now, rows[2])):
            point = self.at(year.now, wan)
            drawing.line((point[0] + 3, point[1]), (x - 2, y - 3), stroke=GREY, width=0.5)
        left, line = self.left + 10, self.top + 8
        drawing.line((left, line), (left + 22, line), stroke=BLUE, width=2.2)
        drawing.text((left + 26, line + 3), "今年累计完成")
        drawing.line((left + 92, line), (left + 114, line), dash=DASHED, width=1.1)
        drawing.text((left + 118, line + 3), "按分月计划应完成")

    def _apart(self, rows: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
        """Push labels down until none touches the one above, then up from the floor."""
        least, lowest, placed = 13.0, self.drawing.height - 16, list[tuple[float, str, str]]()
        for y, words, fill in rows:
            placed.append((max(y, placed[-1][0] + least) if placed else max(y, 9.0), words, fill))
        over = max(0.0, placed[-1][0] - lowest)
        return [(max(9.0 + least * i, y - over), words, fill) for i, (y, words, fill) in enumerate(placed)]

    def _words_above(self) -> None:
        year, drawing = self.year, self.drawing
        drawing.line((0, 11), (26, 11), stroke=BLUE, width=2.6)
        drawing.text((32, 16), f"实际完成 {in_yi(year.done_now)}亿元", fill=BLUE)
        drawing.line((0, 31), (26, 31), dash=DASHED, width=1.2)
        drawing.text((32, 36), f"计划进度 {in_yi(year.plan_now)}亿元")
        drawing.text((32, 55), year.verdict, fill=RED if year.behind > 0 else INK)
