"""图：units in the order of their scores, with how each moved since the period before.

The first are filled, the last are hatched, the others white: a black-and-white copy says the same, and words say it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from backend.documents.charts.drawing import BLUE, GREY, HATCH, INK, WHITE, Drawing, Kind, width_of
from backend.labels import Labelled

FULL = Decimal(100)


class Named(Labelled):
    """Whether a circular names the unit, and for what."""

    FIRST = "first", "红榜"
    LAST = "last", "后位"
    NONE = "none", ""


@dataclass(frozen=True)
class RankBar:
    """A unit: its rank, its score of 100, the places it gained (negative: lost) or none when it had no rank before."""

    rank: int
    name: str
    score: Decimal
    change: int | None
    named: Named = Named.NONE

    @property
    def moved(self) -> str:
        if self.change is None:
            return "上期未排"
        return f"升{self.change}位" if self.change > 0 else f"降{-self.change}位" if self.change else "持平"

    @property
    def in_words(self) -> str:
        return f"第{self.rank}名{self.name}{self.score}分，{self.moved}"


@dataclass(frozen=True)
class Places:
    """Where the columns stand: the ends of rank and score, the beginnings of name, bar and change."""

    size: float
    width: float
    step: float
    head: float
    rank: float
    name: float
    bar: float
    score: float
    change: float


WIDE = Places(size=9.5, width=442, step=16.4, head=14, rank=24, name=36, bar=140, score=360, change=388)
NARROW = Places(size=14, width=340, step=30, head=20, rank=30, name=40, bar=142, score=262, change=284)
FILLS = {Named.FIRST: BLUE, Named.LAST: HATCH, Named.NONE: WHITE}


def ranking_with_change(rows: Sequence[RankBar], before: str) -> Markup:
    """`before` is what the change is measured against, such as 10月."""
    return _drawn("wide", WIDE, rows, before) + _drawn("narrow", NARROW, rows, before)


def _drawn(kind: Kind, at: Places, rows: Sequence[RankBar], before: str) -> Markup:
    said = "；".join(row.in_words for row in rows)
    drawing = Drawing(kind, at.width, at.head + at.step * len(rows) + 2, at.size, f"总分和名次变化：{said}")
    small = at.size * 0.9
    drawing.text((at.rank, at.head - 5), "名次", "end", size=small, fill=GREY)
    drawing.text((at.name, at.head - 5), "单位", size=small, fill=GREY)
    drawing.text((at.score, at.head - 5), "总分", "end", size=small, fill=GREY)
    drawing.text((at.change - 8, at.head - 5), f"比{before}", size=small, fill=GREY)
    drawing.line((0, at.head), (at.width, at.head))
    for place, row in enumerate(rows):
        _row(drawing, at, row, at.head + at.step * place)
        if place and row.named is not rows[place - 1].named:
            drawing.line((0, at.head + at.step * place), (at.width, at.head + at.step * place), stroke=GREY, dash="2 2")
    return drawing.svg()


def _row(drawing: Drawing, at: Places, row: RankBar, top: float) -> None:
    base, middle = top + at.step / 2 + at.size * 0.36, top + at.step / 2
    drawing.text((at.rank, base), str(row.rank), "end")
    room = at.bar - at.name - 4
    drawing.text((at.name, base), row.name, size=min(at.size, at.size * room / max(width_of(row.name, at.size), 1)))
    length = (at.score - at.bar - width_of("100.00", at.size) - 6) * float(max(row.score, Decimal(0)) / FULL)
    drawing.box((at.bar, top + at.step * 0.2), min(max(length, 0.5), at.score), at.step * 0.6, FILLS[row.named])
    drawing.text((at.score, base), str(row.score), "end")
    _arrow(drawing, (at.change - 4, middle), row.change)
    drawing.text((at.change + 4, base), row.moved)


def _arrow(drawing: Drawing, at: tuple[float, float], change: int | None) -> None:
    """Up is filled, down is not, standing still is a stroke; the word stands beside it."""
    (x, y), size = at, 3.4
    if change is None:
        return
    if not change:
        drawing.line((x - size, y), (x + size, y), width=1.2)
        return
    tip = -1 if change > 0 else 1
    corners = [(x - size, y - size * tip), (x + size, y - size * tip), (x, y + size * tip)]
    drawing.shape(corners, fill=INK if change > 0 else WHITE)
