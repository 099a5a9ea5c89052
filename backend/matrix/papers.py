"""A matrix on paper: A4 landscape for the wall, printed in the printing process and read back before anybody gets it."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.clock import BEIJING, now
from backend.config import settings
from backend.documents import templating
from backend.documents.front import Front, chinese_hour
from backend.documents.job import Wanted
from backend.documents.press import print_pdf
from backend.ids import digest
from backend.matrix.laid import Measure, Whole
from backend.matrix.models import WorkMatrix
from backend.web.formats import md

MOST_PAGES = 60
TEMPLATE = "matrix-1.0"
MOST_UNITS = 11
"""So many columns of units stand side by side; more go on in a table below."""
NAME, SUM = 21, 12
"""Percent of a line that the goal's name and its sum take."""
one_at_a_time = asyncio.Semaphore(1)


@dataclass(frozen=True)
class Paper:
    laid: Whole
    opening: str

    @property
    def bands(self) -> list[Sequence[tuple[str, str]]]:
        """The units, as many side by side as a page takes, and alike many in each table."""
        units = self.laid.units
        tables = -(-len(units) // MOST_UNITS)
        each = -(-len(units) // tables) if tables else 0
        return [units[first : first + each] for first in range(0, len(units), each)] if each else []

    def columns(self, units: Sequence[tuple[str, str]]) -> list[tuple[str, float, str]]:
        width = round((100 - NAME - SUM) / max(len(units), 6), 2)
        name = round(100 - SUM - width * len(units), 2)
        return [("目标任务", name, ""), ("合计", SUM, "centre"), *((called, width, "centre") for _, called in units)]

    def said(self, measure: Measure) -> list[str]:
        """What was last said of a measure, by unit where there are several."""
        several = len(measure.tasks) > 1
        told = [task for task in measure.tasks if task.last_word and task.said_on]
        return [f"{task.called + '：' if several else ''}{task.last_word}（{md(task.said_on)}）" for task in told]

    def texts(self) -> Iterator[str]:
        """Everything that the paper must be found to say."""
        yield self.opening
        for goal in self.laid.goals:
            yield from (goal.name, goal.aim or "")
            for measure in goal.measures:
                yield from (measure.what, measure.due_on.isoformat(), *self.said(measure))
                for task in measure.tasks:
                    yield from (task.called, task.word)


async def printed(matrix: WorkMatrix, laid: Whole, *, demonstration: bool) -> bytes:
    """Raises PrintingFailed, which says why there is no paper."""
    at = now().astimezone(BEIJING)
    paper = Paper(laid, f"截至{chinese_hour(at)}，{laid.sentence}{laid.stuck_sentence}")
    front = Front(
        kind="工作矩阵",
        name=matrix.title,
        title=(matrix.title,),
        unit=f"{settings.place_name}{settings.office_name}",
        dated=at,
        as_of=at,
        template=TEMPLATE,
        data_sha256=digest(repr(laid)),
        number=matrix.code,
        demo=demonstration,
    )
    html = templating.document("matrix/paper.j2", front, laid=laid, paper_of=paper)
    async with one_at_a_time:
        wanted = Wanted(called="工作矩阵", texts=list(paper.texts()), most_pages=MOST_PAGES)
        return (await print_pdf(html, wanted=wanted)).pdf
