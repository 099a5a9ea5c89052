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
Words = tuple[float, str, str]
"""A height, what stands there, and its colour."""


@dataclass(frozen=True)
class YearLine:
    """Sums since January in 万元: what was done at the end of each past month and now, and the plan for each month.

    `now` is the time of the year in months: 10.7 is the twentieth day of November. Without a plan there is no verdict.
    What was done is known from the end of month `since` on; before the year began it is nothing.
    """

    done: Sequence[Decimal]
    done_now: Decimal
    now: float
    plan: Sequence[Decimal] = ()
    plan_now: Decimal | None = None
    plan_name: str = "按分月计划应完成"
    since: int = 0

    @property
    def known(self) -> list[tuple[float, Decimal]]:
        """What was done, by the time of the year in months."""
        ends = list(enumerate(self.done, self.since)) if self.since else list(enumerate([Decimal(0), *self.done]))
        return [*((float(month), wan) for month, wan in ends), (self.now, self.done_now)]

    @property
    def behind(self) -> Decimal:
        return Decimal(0) if self.plan_now is None else self.plan_now - self.done_now

    @property
    def verdict(self) -> str:
        if self.plan_now is None:
            return "计划待填报"
        word = "落后" if self.behind > 0 else "超前"
        return f"{word} {in_yi(abs(self.behind))}亿元" if self.behind else "与计划持平"

    @property
    def verdict_ink(self) -> str:
        return RED if self.behind > 0 else INK

    @property
    def in_words(self) -> str:
        said = f"今年累计完成投资{in_yi(self.done_now)}亿元"
        if self.plan_now is not None:
            said += f"，计划进度{in_yi(self.plan_now)}亿元"
        if self.plan:
            said += f"，全年计划{in_yi(self.plan[-1])}亿元"
        return f"{said}，{self.verdict}"


def year_against_plan(year: YearLine) -> Markup:
    return _Chart("wide", year).drawn() + _Chart("narrow", year).drawn()


class _Chart:
    """The line chart in one of its two sizes."""

    def __init__(self, kind: Kind, year: YearLine) -> None:
        self.year, self.wide = year, kind == "wide"
        size, width, height = (9, 442, 124) if self.wide else (14, 340, 264)
        self.left, self.right, self.top, self.foot = (30, 92, 15, 15) if self.wide else (30, 16, 82, 24)
        self.drawing = Drawing(kind, width, height, size, year.in_words)
        highest = float(max(*year.plan, *year.done, year.done_now, year.plan_now or 0)) / WAN_OF_YI
        self.step = next((step for step in STEPS if step * 4 >= highest), ceil(highest / 4))
        self.highest = self.step * max(1, ceil(highest / self.step))

    def drawn(self) -> Markup:
        self._axes()
        self._lines()
        if self.wide:
            self._words_beside()
            self._key()
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

    def _lines(self) -> None:
        """The plan is dashed and ends in a ring; what was done is solid, with a dot a month and one for today."""
        year, drawing, radius = self.year, self.drawing, 2.1 if self.wide else 2.8
        if year.plan:
            plan = enumerate([Decimal(0), *year.plan])
            drawing.path([self.at(month, wan) for month, wan in plan], width=1.1, dash=DASHED)
        drawing.path([self.at(month, wan) for month, wan in year.known], stroke=BLUE, width=2.2)
        for month, wan in year.known[0 if year.since else 1 :]:
            drawing.dot(self.at(month, wan), radius, stroke="none")
        if year.plan_now is not None:
            drawing.line(self.at(year.now, year.plan_now), self.at(year.now, year.done_now), stroke=RED, width=1.4)
            drawing.dot(self.at(year.now, year.plan_now), radius, fill=WHITE, width=1)

    def _words_beside(self) -> None:
        """Each line's name and sum at its own height, with the verdict below."""
        year, drawing, x = self.year, self.drawing, self.drawing.width - self.right + 7
        named = [("实际完成", year.done_now, 25, BLUE)]
        if year.plan_now is not None:
            named.insert(0, ("计划进度", year.plan_now, 12, INK))
        rows = [(self.at(0, wan)[1] + down, f"{name} {in_yi(wan)}", fill) for name, wan, down, fill in named]
        whole = [(self.at(12, year.plan[-1])[1] + 3, f"全年计划 {in_yi(year.plan[-1])}", INK)] if year.plan else []
        verdict = (rows[-1][0] + 13, year.verdict, year.verdict_ink)
        placed = self._apart([*whole, *rows, verdict])
        for y, words, fill in placed:
            drawing.text((x, y), words, fill=fill)
        for (_, wan, _, _), (y, _, _) in zip(named, placed[len(whole) :], strict=False):
            from_x, from_y = self.at(year.now, wan)
            drawing.line((from_x + 3, from_y), (x - 2, y - 3), stroke=GREY, width=0.5)

    def _apart(self, rows: list[Words]) -> list[Words]:
        """Push labels down until none touches the one above, then up from the floor those that have no room on it."""
        least, placed = 13.0, list[Words]()
        for y, words, fill in rows:
            placed.append((max(y, placed[-1][0] + least if placed else 9.0), words, fill))
        below = range(len(placed) - 1, -1, -1)
        return [
            (min(y, self._floor() - least * under), words, fill)
            for (y, words, fill), under in zip(placed, below, strict=True)
        ]

    def _floor(self) -> float:
        """Lowest place for words: above the names of the months, of which the last reaches below them."""
        return self.drawing.height - self.foot - 1

    def _key(self) -> None:
        drawing, left, y = self.drawing, self.left + 10, self.top + 8
        drawing.line((left, y), (left + 22, y), stroke=BLUE, width=2.2)
        drawing.text((left + 26, y + 3), "今年累计完成")
        if self.year.plan:
            drawing.line((left + 92, y), (left + 114, y), dash=DASHED, width=1.1)
            drawing.text((left + 118, y + 3), self.year.plan_name)

    def _words_above(self) -> None:
        year, drawing = self.year, self.drawing
        drawing.line((0, 11), (26, 11), stroke=BLUE, width=2.6)
        drawing.text((32, 16), f"实际完成 {in_yi(year.done_now)}亿元", fill=BLUE)
        if year.plan_now is not None:
            drawing.line((0, 31), (26, 31), dash=DASHED, width=1.2)
            drawing.text((32, 36), f"计划进度 {in_yi(year.plan_now)}亿元")
        drawing.text((32, 55), year.verdict, fill=year.verdict_ink)
