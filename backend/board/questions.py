"""The four questions on every project page (手续齐不齐 开工没开工 入库没入库 进度快不快). Pure: a document and a day."""

from dataclasses import dataclass
from datetime import date

from backend.board.money import Year
from backend.lifecycle.parts import StagePart
from backend.projects.vocabulary import Signal, Stage
from backend.signals.models import Axis
from backend.timeline.document import PermitsPart, ProjectDocument
from backend.web.formats import UNKNOWN, md, percent, points, wan_said

NAMED = 3  # so many missing permits are named; the milestones below tell the rest


@dataclass(frozen=True)
class Answer:
    """`good` is none where nobody can say yet."""

    question: str
    answer: str
    why: str
    good: bool | None = None


def four_questions(document: ProjectDocument, year: Year, today: date) -> list[Answer]:
    return [_permits(document.permits), _start(document, today), _register(document), _pace(document, year)]


def entry_of(document: ProjectDocument, stage: Stage) -> StagePart | None:
    """The entry into a stage that stands."""
    return next((each for each in document.stages if each.stage is stage and each.withdrawn is None), None)


def _permits(permits: PermitsPart | None) -> Answer:
    question = "手续齐不齐"
    if permits is None:
        return Answer(question, UNKNOWN, "还没有安排节点，不知道要办几项")
    if not permits.missing:
        return Answer(question, "齐了", f"{permits.total}项都办了", good=True)
    named = "、".join(permits.missing[:NAMED]) + ("等" if len(permits.missing) > NAMED else "")
    why = f"{permits.total}项办了{permits.done}项，缺{named}"
    return Answer(question, f"还差{len(permits.missing)}项", why, good=False)


def _start(document: ProjectDocument, today: date) -> Answer:
    question = "开工没开工"
    if started := entry_of(document, Stage.STARTED):
        evidence = f"依据：{started.evidence}" if started.evidence else f"依据{UNKNOWN}"
        when = md(started.occurred_on, year=True) if started.occurred_on else f"日期{UNKNOWN}"
        return Answer(question, "已开工", f"{when}，{evidence}", good=True)
    planned = document.planned_start_on
    if planned is None:
        return Answer(question, "没开工", f"计划开工日期{UNKNOWN}")
    overdue = (planned.year, planned.month) < (today.year, today.month)
    return Answer(question, "没开工", f"计划{planned.year}年{planned.month}月开工", good=False if overdue else None)


def _register(document: ProjectDocument) -> Answer:
    question = "入库没入库"
    if registered := document.statistics_registered_on:
        return Answer(question, "已入库", f"{md(registered, year=True)}入库", good=True)
    if entry_of(document, Stage.STARTED):
        return Answer(question, "没有登记入库", f"已开工，统计入库日期{UNKNOWN}", good=False)
    return Answer(question, "还不到时候", "开工以后入统计库")


def _pace(document: ProjectDocument, year: Year) -> Answer:
    """Good or bad is what the light of progress says, whose rule may change."""
    question, pace = "进度快不快", year.pace
    if year.plan is None or year.invested is None or year.rate is None:
        missing = "年度计划" if year.plan is None else "今年完成投资"
        return Answer(question, UNKNOWN, f"{missing}{UNKNOWN}")
    if pace is None or pace.points is None:
        why = f"今年完成{wan_said(year.invested)}，年计划{wan_said(year.plan)}；分月计划{UNKNOWN}，不知道快慢"
        return Answer(question, f"完成{percent(year.rate)}", why)
    said = f"完成{percent(pace.done)}，计划{percent(pace.planned)}（到{md(pace.until)}）"
    answer = f"{points(pace.points)}点" if pace.points else "与计划持平"
    return Answer(question, answer, said, good=_light_of_progress(document))


def _light_of_progress(document: ProjectDocument) -> bool | None:
    signal = next((light.signal for light in document.lights if light.axis is Axis.PROGRESS), Signal.UNRATED)
    return None if signal is Signal.UNRATED else signal is Signal.GREEN
