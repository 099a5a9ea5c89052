"""Terms of the 三个一批, and which project enters which stage with which of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.lifecycle import batches
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import BatchIn, StageEntryIn
from backend.projects.vocabulary import Level, Stage
from seed.demo.plots import Plot
from seed.demo.schedule import Course
from seed.demo.span import Span, at, chance, working_day
from seed.demo.turns import OFFICE, Act, Turn

KEPT = 12  # terms, three years of quarters
FIRST_NUMBER = 9  # terms were held before those that the demonstration knows
NOT_SIGNED = "政府投资建设，不经过签约"
PROOF = {
    Stage.SIGNED: "正式投资协议",
    Stage.STARTED: "施工许可证、首桩或首次浇筑记录",
    Stage.PRODUCING: "竣工验收或试生产记录",
}


@dataclass(frozen=True)
class Entry:
    stage: Stage
    occurred_on: date
    recorded_on: date


def held_days(span: Span) -> list[date]:
    """A term a quarter, on the twentieth of its first month, up to the last one before the end."""
    quarters = [
        date(year, month, 20) for year in range(span.end.year - 4, span.end.year + 1) for month in (1, 4, 7, 10)
    ]
    return [working_day(day) for day in quarters if working_day(day) < span.end][-KEPT:]


def held(day: date, number: int) -> BatchIn:
    ordinal = (day.month + 2) // 3
    return BatchIn(year=day.year, ordinal=ordinal, level=Level.COUNTY, held_on=day, number=FIRST_NUMBER + number)


def code_on(day: date, days: Sequence[date]) -> str | None:
    """The term that is current on that day."""
    past = [each for each in days if each <= day]
    return f"{past[-1].year}-{(past[-1].month + 2) // 3}" if past else None


def entries(plot: Plot, course: Course) -> list[Entry]:
    """All stages of the course, past and to come; the office takes a day or three to record one."""
    luck = chance(plot.code, "stages")
    days = {Stage.STARTED: course.gate("start"), Stage.PRODUCING: course.gate("production")}
    if plot.signs:
        days = {Stage.SIGNED: course.nodes[0].day} | days
    delayed = [(stage, day, day + timedelta(days=luck.randint(1, 3))) for stage, day in days.items()]
    return [Entry(stage, day, working_day(recorded)) for stage, day, recorded in delayed]


def enter(plot: Plot, entry: Entry, batch: str | None) -> Act:
    skipped = NOT_SIGNED if entry.stage is Stage.STARTED and not plot.signs else None
    given = StageEntryIn(
        stage=entry.stage, batch=batch, occurred_on=entry.occurred_on, evidence=PROOF[entry.stage], skip_reason=skipped
    )
    return lambda session, actor: lifecycle.enter_stage(session, actor, plot.code, given)


def turns(plot: Plot, course: Course, span: Span, until: date) -> Iterator[Turn]:
    luck, days = chance(plot.code, "entering"), held_days(span)
    for entry in entries(plot, course):
        if span.opening < entry.recorded_on <= until:
            act = enter(plot, entry, code_on(entry.recorded_on, days))
            yield Turn(at(entry.recorded_on, luck), plot.code, OFFICE, act)


def terms(span: Span) -> Iterator[Turn]:
    """The terms that are held while the history runs."""
    for number, day in enumerate(held_days(span)):
        if day > span.opening:
            yield Turn(at(day, chance("term", str(day)), (8, 9)), "", OFFICE, hold(day, number))


def hold(day: date, number: int) -> Act:
    return lambda session, actor: batches.create(session, actor, held(day, number))
