"""A brief laid out: every word, cell and drawing that its template prints, on paper and on a screen alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from backend.briefs import charts
from backend.briefs.data import Block, BriefData, Member, StageRow, Sum
from backend.briefs.sentences import blocks as of_block
from backend.briefs.sentences import notes as of_notes
from backend.briefs.sentences import problems as of_problems
from backend.briefs.sentences.changes import NOTHING, Item, changes
from backend.briefs.sentences.overall import overall
from backend.briefs.sentences.wording import NONE, UNKNOWN, amount, in_yi, percent

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A block of 重点项目: its facts, its paragraphs, of a programme its members, and its milestone bar."""

    name: str
    facts: Cells
    members: list[Cells]
    items: list[Item]
    bar: Markup | None


@dataclass(frozen=True)
class Sheet:
    overall: list[str]
    stages: list[Cells]
    whole: Cells | None
    some_silent: bool
    """Whether a sum of the table is of some projects only, and so has their number beside it."""
    stage_chart: Markup | None
    stage_caption: str
    year_chart: Markup | None
    changes: list[Item]
    nothing: str
    """What stands in the place of changes when there are none."""
    parts: list[Part]
    problems: list[str]
    overdue: list[Item]
    notes: list[str]
    listed: list[Cells]

    def texts(self) -> Iterator[str]:
        """Everything that the finished document must be found to say."""
        yield from self.overall
        yield from (self.nothing, *self.problems, *self.notes)
        items = [*self.changes, *self.overdue, *(item for part in self.parts for item in part.items)]
        yield from (item.lead + item.rest for item in items)
        yield from (part.name for part in self.parts)
        rows = [*self.stages, *self.listed, *(cells for part in self.parts for cells in (part.facts, *part.members))]
        yield from (cell for cells in (*rows, *([self.whole] if self.whole else [])) for cell in cells)


def lay_out(data: BriefData, digest: str) -> Sheet:
    """`digest` is that of the data's JSON; the document repeats its first characters."""
    told = data.overall if data.overall and data.overall.whole.count else None
    items = changes(data.changes, data.week_year) if data.changes else []
    items += of_problems.struck_off(data.problems)
    return Sheet(
        overall=overall(data),
        stages=[_stage(row, row.row.label) for row in told.rows] if told else [],
        whole=_stage(told.whole, "合计") if told else None,
        some_silent=told is not None
        and any(_is_of_some(of) for of in (told.whole.total, told.whole.plan, told.whole.invested)),
        stage_chart=charts.stages(told) if told else None,
        stage_caption="“三个一批”项目个数" + ("和总投资" if told and told.whole.total.known else ""),
        year_chart=charts.year(told) if told else None,
        changes=items,
        nothing=NOTHING if told and not items else "",
        parts=[_part(block, data.week_year) for block in data.blocks],
        problems=of_problems.overview(data.problems),
        overdue=list(of_problems.overdue(data.problems, data.week_year)),
        notes=[f"{number}. {words}" for number, words in enumerate(of_notes.notes(data, digest), 1)],
        listed=[
            (
                *(str(number), each.code, each.name, each.row.short),
                *(in_yi(each.total), in_yi(each.plan), in_yi(each.invested), of_block.light(each.signal, each.row)),
            )
            for number, each in enumerate(data.listed, 1)
        ],
    )


def _stage(row: StageRow, name: str) -> Cells:
    sums = (_of_row(of) for of in (row.total, row.plan, row.invested))
    return (name, str(row.count), *sums, percent(row.completion.percent))


def _of_row(of: Sum) -> str:
    """亿元, with the number of projects behind it when they are not all; an empty row has nothing to report."""
    if not of.of:
        return NONE
    return in_yi(of.amount) + (f"（{of.known}个）" if _is_of_some(of) else "")


def _is_of_some(of: Sum) -> bool:
    return 0 < of.known < of.of


def _part(block: Block, year: int) -> Part:
    sums = (_of_block(of) for of in (block.total, block.plan, block.invested))
    return Part(
        name=block.name,
        facts=(
            of_block.stage(block),
            *sums,
            percent(block.completion.percent),
            of_block.worst(block),
        ),
        members=[_member(member) for member in block.members] if block.programme else [],
        items=of_block.paragraphs(block, year),
        bar=charts.milestones(block) if block.steps else None,
    )


def _of_block(of: Sum) -> str:
    return UNKNOWN if of.amount is None else amount(of.amount) + (f"（{of.known}个）" if _is_of_some(of) else "")


def _member(member: Member) -> Cells:
    site = member.site_progress or UNKNOWN
    money = (in_yi(wan) for wan in (member.total, member.plan, member.invested))
    return (
        member.name,
        member.row.short,
        *money,
        percent(member.percent),
        of_block.light(member.signal, member.row),
        site,
    )
