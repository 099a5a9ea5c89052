"""The appendix laid out: a sentence, a row a project, and the parts in which they are printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.briefs.blocks_laid import Cells
from backend.briefs.data import BriefData, Edits, Listed
from backend.briefs.sentences import blocks as of_block
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import NONE, UNKNOWN, hour, in_yi, percent
from backend.briefs.sheet import Sheet, nothing, total

PAGES = 10
"""Of one part: the memory of a printing is that of its longest part, and its time grows with the rows."""
ROOM, ROOM_BELOW_TITLE = 415, 330  # pt, a little less than there is
LINE, AROUND, IN_A_LINE = 13.5, 3.7, 20
"""A row's height is that of its name: so many characters stand in a line of it, whatever they are."""
ON_SCREEN = 100
FIRST = 1


@dataclass(frozen=True)
class Stretch:
    """Some rows of the table, those of one part; `page` is the number of its first page."""

    rows: list[Cells]
    page: int = FIRST
    whole: Cells | None = None
    """The sums, below the last row of all."""
    starts: frozenset[int] = frozenset()
    """Rows that begin a page: where a part ends, its last page is full."""
    more: int = 0
    """How many rows are left out on a screen."""

    @property
    def is_first(self) -> bool:
        return self.page == FIRST

    @property
    def is_even(self) -> bool:
        """It begins on a left page."""
        return self.page % 2 == 0


def lay_out_appendix(data: BriefData, _digest: str, _edits: Edits) -> Sheet:
    told = data.overall
    if told is None or not data.listed:
        return nothing(overall=[f"截至{hour(data.as_of)}，没有登记的重大项目。"])
    count = figure("projects", told.whole.count)
    rest = f"按编号列出，金额单位为亿元。停工、终止的项目不再按阶段列；“{UNKNOWN}”是还没有报来的数，不按零计算。"
    return nothing(
        overall=[f"截至{hour(data.as_of)}，重大项目{count}个，{rest}"],
        listed=[_row(number, each) for number, each in enumerate(data.listed, 1)],
        whole=total(told),
    )


def _row(number: int, each: Listed) -> Cells:
    return (
        *(str(number), figure(f"project.{each.code}", each.code), each.name, each.row.short),
        *(in_yi(each.total), in_yi(each.plan), in_yi(each.invested), percent(_share(each))),
        of_block.light(each.signal, each.row),
    )


def _share(each: Listed) -> Decimal | None:
    return None if each.invested is None or not each.plan else each.invested / each.plan * 100


def on_a_screen(sheet: Sheet) -> Stretch:
    """The first rows: a page of thousands is none, and the paper has them all."""
    more = max(len(sheet.listed) - ON_SCREEN, 0)
    return Stretch(sheet.listed[:ON_SCREEN], whole=None if more else sheet.whole, more=more)


def parted(sheet: Sheet) -> Iterator[Stretch]:
    """The parts, each as if it were the first."""
    starts = _starts([cells[2] for cells in sheet.listed])
    for first in range(0, len(starts), PAGES):
        begins = starts[first]
        following = starts[first + PAGES] if first + PAGES < len(starts) else None
        inner = frozenset(start - begins for start in starts[first + 1 : first + PAGES])
        yield Stretch(sheet.listed[begins:following], whole=None if following else sheet.whole, starts=inner)


def parts_of(listed: Sequence[Listed]) -> int:
    return -(-len(_starts([each.name for each in listed])) // PAGES)


def _starts(names: Sequence[str]) -> list[int]:
    """The first row of each page; the line of the sums comes after the last row."""
    starts, room = [0], float(ROOM_BELOW_TITLE)
    for number, name in enumerate([*names, ""]):
        height = max(-(-len(name) // IN_A_LINE), 1) * LINE + AROUND
        if room < height and number < len(names):
            starts.append(number)
            room = float(ROOM)
        room -= height
    return starts


def texts(sheet: Sheet, stretch: Stretch) -> list[str]:
    """What a part must be found to say."""
    cells = [cell for row in stretch.rows for cell in row if cell != NONE]
    return [*(sheet.overall if stretch.is_first else []), *cells, *(stretch.whole or ())]
