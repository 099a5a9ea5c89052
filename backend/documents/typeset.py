"""The line setter: parts a Chinese paragraph into lines that fill the measure exactly.

WeasyPrint breaks lines by the rules, but it cannot squeeze punctuation (标点挤压), nor justify a line that holds no
spaces, so right edges would stay ragged. All lengths here are in em of the body size.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from backend.documents.marks import CLOSING, OPENING, may_break

HAIR = 1e-6
MILD = 0.3  # the share of the squeeze inside a line that the eye does not notice
GAPING = 1.5  # an empty end wider than this looks worse than marks squeezed hard
LAST_LINE_SPACING = 0.003  # the trace of spacing that 28 characters get in 156 mm


class Blank(NamedTuple):
    """The empty part of a mark's square: what can be squeezed out on either side."""

    left: float = 0.0
    right: float = 0.0

    @property
    def total(self) -> float:
        return self.left + self.right


NOTHING = Blank()


@dataclass(frozen=True)
class Line:
    """A stretch of a paragraph, the spacing between its characters, and what single marks give up.

    `squeezed` counts from the start of the line.
    """

    start: int
    end: int
    spacing: float = 0.0
    squeezed: Mapping[int, Blank] = field(default_factory=dict)


@dataclass(frozen=True)
class Setter:
    """Sets paragraphs of one style, given the advance of each character and the blanks of the marks."""

    advance: Callable[[str], float]
    blanks: Mapping[str, Blank]

    def lines(self, text: str, measure: float, indent: float = 0) -> list[Line]:
        """Set a paragraph; a line feed in it is a line end made by hand."""
        lines: list[Line] = []
        at = 0
        for piece in text.split("\n"):
            stretch = _Stretch(self, piece, measure, 0 if at else indent)
            lines += [replace(line, start=line.start + at, end=line.end + at) for line in stretch.lines()]
            at += len(piece) + 1
        return lines


class _Stretch:
    """Text without line ends of its own, on its way to being lines."""

    def __init__(self, setter: Setter, text: str, measure: float, indent: float) -> None:
        self.text, self.measure, self.indent = text, measure, indent
        self.advances = [setter.advance(c) for c in text]
        self.blanks = [setter.blanks.get(c, NOTHING) for c in text]
        self.shared = self._shared_blanks()
        self.widths = [a - self.shared.get(i, NOTHING).total for i, a in enumerate(self.advances)]

    def lines(self) -> list[Line]:
        ends: list[int] = []
        while (start := ends[-1] if ends else 0) < len(self.text):
            ends.append(self._end_of_line(start))
        self._avoid_lonely_end(ends)
        return [self._fitted(start, end) for start, end in pairwise([0, *ends])]

    def _shared_blanks(self) -> dict[int, Blank]:
        """Two marks in a row share one blank: `”，` and `：“` take a square and a half."""
        shared: dict[int, Blank] = {}
        for i, (one, two) in enumerate(pairwise(self.text)):
            if one in CLOSING and (two in CLOSING or two in OPENING):
                shared[i] = Blank(0, self.blanks[i].right)
            elif one in OPENING and two in OPENING:
                shared[i + 1] = Blank(self.blanks[i + 1].left, 0)
        return shared

    def _room(self, start: int) -> float:
        return self.measure if start else self.measure - self.indent

    def _may_end(self, end: int) -> bool:
        return end == len(self.text) or may_break(self.text[end - 1], self.text[end])

    def _end_of_line(self, start: int) -> int:
        """Find the last place that fits, or the one after it where the marks give up enough room."""
        room, used, fits, used_there, whole = self._room(start), 0.0, start, 0.0, start + 1
        for end in range(start + 1, len(self.text) + 1):
            used += self.widths[end - 1]
            if used <= room + HAIR:
                whole = end
            if not self._may_end(end):
                continue
            if used > room + HAIR:
                if self._may_squeeze(start, end, need=used - room, gap=room - used_there):
                    return end
                break
            fits, used_there = end, used
        return fits if fits > start else whole  # one word longer than the line is cut where the line ends

    def _may_squeeze(self, start: int, end: int, need: float, gap: float) -> bool:
        """Squeeze where nobody sees it; otherwise stretch, unless the gap would be the greater evil."""
        gives = self._gives(start, end)
        at_the_end = gives.pop(end - 1, 0.0) if end - 1 not in self.shared else 0.0  # else it is counted already
        inside = sum(gives.values())
        return need <= at_the_end + inside * MILD + HAIR or (gap > GAPING and need <= at_the_end + inside + HAIR)

    def _gives(self, start: int, end: int) -> dict[int, float]:
        """Say how much each mark of a line can give up: the last one its whole blank, the others half of theirs."""
        gives: dict[int, float] = {}
        for i in range(start, end):
            if i == end - 1 and self.text[i] in CLOSING:
                gives[i] = self.blanks[i].right
            elif i in self.shared:
                continue
            elif self.text[i] in CLOSING:
                gives[i] = self.blanks[i].right * 0.5
            elif self.text[i] in OPENING and i > start:
                gives[i] = self.blanks[i].left * 0.5
        return gives

    def _avoid_lonely_end(self, ends: list[int]) -> None:
        """A last line of one character and a full stop looks like a slip: it takes another one with it."""
        if len(ends) < 2 or sum(c not in CLOSING for c in self.text[ends[-2] :]) > 1:
            return
        start = ends[-3] if len(ends) > 2 else 0
        for earlier in range(ends[-2] - 1, max(start, ends[-2] - 4), -1):
            if self._may_end(earlier):
                ends[-2] = earlier
                return

    def _fitted(self, start: int, end: int) -> Line:
        last = end == len(self.text)
        squeezed = {i - start: self.shared[i] for i in range(start, end if last else end - 1) if i in self.shared}
        gap = self._room(start) - sum(self.advances[start:end]) + sum(b.total for b in squeezed.values())
        if gap < -HAIR:
            return Line(start, end, 0.0, squeezed | self._squeeze(start, end, -gap))
        between = max(1, end - start - 1)
        return Line(start, end, min(LAST_LINE_SPACING, gap / between) if last else gap / between, squeezed)

    def _squeeze(self, start: int, end: int, need: float) -> dict[int, Blank]:
        """Take `need` out of a line: from the mark at its end first, then from the others alike."""
        gives = self._gives(start, end)
        taken = {end - 1: min(need, gives.pop(end - 1, 0.0))}
        if (rest := need - taken[end - 1]) > HAIR and (total := sum(gives.values())):
            taken |= {i: give * min(1.0, rest / total) for i, give in gives.items()}
        return {
            i - start: Blank(0, part) if self.text[i] in CLOSING else Blank(part, 0)
            for i, part in taken.items()
            if part
        }
