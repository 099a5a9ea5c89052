"""A brief laid out: every word, cell and drawing that its template prints, on paper and on a screen alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from markupsafe import Markup

from backend.briefs import charts
from backend.briefs.blocks_laid import Cells, Part, is_of_some, key_of, lay_part
from backend.briefs.data import BriefData, Edits, Overall, Section, StageRow, Sum
from backend.briefs.data.edits import MOVABLE
from backend.briefs.sentences import blocks as of_block
from backend.briefs.sentences import due as of_due
from backend.briefs.sentences import lights as of_light
from backend.briefs.sentences import notes as of_notes
from backend.briefs.sentences import problems as of_problems
from backend.briefs.sentences import ranking as of_ranking
from backend.briefs.sentences.changes import NOTHING, Item, changes
from backend.briefs.sentences.marks import Ink, figure, plain
from backend.briefs.sentences.overall import overall
from backend.briefs.sentences.wording import NONE, in_yi, percent
from backend.clock import BEIJING


@dataclass(frozen=True)
class Sheet:
    sections: list[str]
    """Those between 总体情况 and 数据说明, in their order."""
    foreword: list[str]
    remarks: dict[str, list[str]]
    """Sentences by hand, by section or block."""
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
    ranking: list[str]
    ranked: list[Cells]
    ranked_heads: list[str]
    ranked_by: list[str]
    notes: list[str]
    listed: list[Cells]
    rank_chart: Markup | None = None
    board: str = ""
    """月月红, 季季红 or 全年红: of a circular with targets."""
    judging: str = ""
    """Whether a circular praises, criticises, or both."""
    targets: list[str] = field(default_factory=list)
    target_rows: list[Cells] = field(default_factory=list)
    target_heads: list[str] = field(default_factory=list)
    mine: list[Cells] = field(default_factory=list)
    """The projects of a sponsor."""
    lights: list[str] = field(default_factory=list)
    lit: list[Item] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    due_rows: list[Cells] = field(default_factory=list)
    due_rest: list[str] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """Everything that the finished document must be found to say."""
        yield from (*self.foreword, *(said for told in self.remarks.values() for said in told))
        yield from self.overall
        yield from (*self.lights, *self.due, *self.due_rest)
        yield from (self.nothing, *self.problems, *self.ranking, *self.ranked_by, *self.targets, *self.notes)
        items = [*self.changes, *self.lit, *self.overdue, *(item for part in self.parts for item in part.items)]
        yield from (item.lead + item.rest for item in items)
        yield from (part.name for part in self.parts)
        yield from (photo.said for part in self.parts for photo in part.photos)
        rows = [
            *self.stages,
            *self.listed,
            *self.mine,
            *self.ranked,
            *self.target_rows,
            *self.due_rows,
            *(cells for part in self.parts for cells in (part.facts, *part.members)),
        ]
        yield from (cell for cells in (*rows, *([self.whole] if self.whole else [])) for cell in cells)

    def inked(self, ink: Ink) -> Self:
        """The same with its marked numbers written as paper or screen wants them."""
        return replace(
            self,
            overall=[ink(words) for words in self.overall],
            stages=[tuple(map(ink, cells)) for cells in self.stages],
            whole=tuple(map(ink, self.whole)) if self.whole else None,
            changes=[Item(ink(item.lead), ink(item.rest)) for item in self.changes],
            parts=[part.inked(ink) for part in self.parts],
            ranked=[tuple(map(ink, cells)) for cells in self.ranked],
            target_rows=[tuple(map(ink, cells)) for cells in self.target_rows],
            lights=[ink(words) for words in self.lights],
            lit=[Item(ink(item.lead), ink(item.rest)) for item in self.lit],
            due=[ink(words) for words in self.due],
            due_rows=[tuple(map(ink, cells)) for cells in self.due_rows],
            due_rest=[ink(words) for words in self.due_rest],
            problems=[ink(words) for words in self.problems],
            overdue=[Item(ink(item.lead), ink(item.rest)) for item in self.overdue],
            notes=[ink(words) for words in self.notes],
            listed=[tuple(map(ink, cells)) for cells in self.listed],
            mine=[tuple(map(ink, cells)) for cells in self.mine],
        )


def nothing(**given: Any) -> Sheet:
    """A sheet that says only what is given."""
    empty: dict[str, Any] = {each.name: [] for each in fields(Sheet)}
    alone: dict[str, Any] = {
        "remarks": {},
        "whole": None,
        "some_silent": False,
        "stage_chart": None,
        "year_chart": None,
        "rank_chart": None,
        "board": "",
        "judging": "",
    }
    return Sheet(**empty | alone | {"stage_caption": "", "nothing": ""} | given)


def lay_out(data: BriefData, digest: str, edits: Edits | None = None) -> Sheet:
    """A weekly brief. `digest` is that of the data's JSON; the document repeats its first characters."""
    return marked(data, digest, edits or Edits()).inked(plain)


def marked(data: BriefData, digest: str, edits: Edits) -> Sheet:
    """The same with its numbers still marked with their figures."""
    told = data.overall if data.overall and data.overall.whole.count else None
    wanted = edits.arranged(section.value for section in MOVABLE) if told else []
    parts = _parts(data, edits) if Section.BLOCKS in wanted else []
    sections = [section for section in wanted if _has(section, data, parts)]
    items = changes(data.changes, data.week_year) if data.changes and Section.CHANGES in sections else []
    items += of_problems.struck_off(data.problems) if Section.CHANGES in sections else []
    ranking = data.ranking if Section.RANKING in sections else None
    shown = {*sections, Section.OVERALL, Section.NOTES, *(part.key for part in parts)}
    return Sheet(
        sections=sections,
        foreword=paragraphs(edits.foreword),
        remarks={place: edits.said_at(place) for place in sorted(shown) if edits.said_at(place)},
        overall=overall(data),
        stages=[_stage(row, row.row.label, f".{row.row}") for row in told.rows] if told else [],
        whole=total(told) if told else None,
        some_silent=told is not None
        and any(is_of_some(of) for of in (told.whole.total, told.whole.plan, told.whole.invested)),
        stage_chart=charts.stages(told) if told else None,
        stage_caption="“三个一批”项目个数" + ("和总投资" if told and told.whole.total.known else ""),
        year_chart=charts.year(told) if told else None,
        changes=items,
        nothing=NOTHING if Section.CHANGES in sections and not items else "",
        parts=parts,
        problems=of_problems.overview(data.problems) if Section.PROBLEMS in sections else [],
        overdue=list(of_problems.overdue(data.problems, data.week_year)) if Section.PROBLEMS in sections else [],
        ranking=of_ranking.overview(ranking),
        ranked=of_ranking.rows(ranking),
        ranked_heads=of_ranking.heads(ranking),
        ranked_by=of_ranking.rule(ranking),
        rank_chart=charts.ranking(ranking),
        notes=[f"{number}. {words}" for number, words in enumerate(of_notes.notes(data, digest), 1)],
        listed=_listed(data) if Section.LISTED not in edits.hidden else [],
        **_lit_and_due(data, sections),
    )


def _lit_and_due(data: BriefData, sections: list[str]) -> dict[str, Any]:
    lights = data.lights if Section.LIGHTS in sections else None
    due = data.due if Section.DUE in sections else None
    return {
        "lights": of_light.overview(lights),
        "lit": list(of_light.items(lights, data.week_year, data.as_of.astimezone(BEIJING).date())),
        "due": of_due.overview(due, data.week_year),
        "due_rows": of_due.rows(due),
        "due_rest": of_due.rest(due),
    }


def _listed(data: BriefData) -> list[Cells]:
    return [
        (
            *(str(number), figure(f"project.{each.code}", each.code), each.name, each.row.short),
            *(in_yi(each.total), in_yi(each.plan), in_yi(each.invested), of_block.light(each.signal, each.row)),
        )
        for number, each in enumerate(data.listed, 1)
    ]


def _has(section: str, data: BriefData, parts: list[Part]) -> bool:
    """Without blocks, or in a brief of before such a thing was told of, there is no such section."""
    if section == Section.BLOCKS:
        return bool(parts)
    return getattr(data, section) is not None


def paragraphs(text: str | None) -> list[str]:
    """What was typed, a paragraph a line."""
    return [" ".join(line.split()) for line in (text or "").splitlines() if line.strip()]


def _parts(data: BriefData, edits: Edits) -> list[Part]:
    blocks = {key_of(block): block for block in data.blocks}
    return [lay_part(blocks[key], data.week_year, edits.photos_of(key)) for key in edits.arranged(blocks)]


def total(told: Overall) -> Cells:
    return _stage(told.whole, "合计")


def _stage(row: StageRow, name: str, which: str = "") -> Cells:
    sums = (("total", row.total), ("plan", row.plan), ("invested", row.invested))
    share = percent(row.completion.percent)
    return (
        name,
        figure(f"projects{which}", row.count),
        *(_of_row(of, f"{key}{which}") for key, of in sums),
        figure(f"done{which}", share) if share != NONE else share,
    )


def _of_row(of: Sum, key: str) -> str:
    """亿元, with the number of projects behind it when they are not all; an empty row has nothing to report."""
    if not of.of:
        return NONE
    if of.amount is None:
        return in_yi(None)
    return figure(key, in_yi(of.amount)) + (f"（{figure(key, of.known)}个）" if is_of_some(of) else "")
