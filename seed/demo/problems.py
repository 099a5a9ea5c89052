"""Problems of a made-up history: raised on the site, worked on by units, struck off by the office, some of them late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import BEIJING, today
from backend.problems import climbing, closing, handling, service
from backend.problems.models import Problem
from backend.problems.schemas import ClosureIn, ClosureRequestIn, DispatchIn, NoteIn, ProblemIn, SendBackIn
from backend.problems.vocabulary import Category, Difficulty, NoteKind, ProblemLevel
from backend.projects.models import Project
from seed.demo.plots import Plot
from seed.demo.span import Span, at, chance, is_working_day, working_day
from seed.demo.turns import HOUSE, OFFICE, Act, Turn, steward

CLOSER = "admin"
"""The demonstration's office sits in a bureau that has projects of its own, whose problems it cannot strike off."""
HOUR = time(8, 40)


@dataclass(frozen=True)
class Trouble:
    """`since` and `until` are days before the end of the history; without an end nobody has settled it yet."""

    what: str
    category: Category
    since: int
    until: int | None = None
    plan: str = ""
    progress: str = ""
    solved: str = ""
    hard_until: int | None = None
    """Given to the leaders as a hard one, due so many days before the end; negative is ahead."""
    sent_back: str = ""
    struck_off: bool = True


TROUBLES = {
    "YS-007": [
        Trouble("蒸汽管线走向与既有光缆冲突，管廊基础停挖", Category.UTILITIES, 66, 58, "改线200米，光缆单位现场配合", solved="光缆已迁移，管廊复挖"),
        Trouble("环评批复要求增加的脱硫塔没有定厂家", Category.ASSESSMENT, 30, None, "月底前完成比选", "已有3家报价", hard_until=-9),
    ],
    "YS-009": [Trouble("进场道路限高，变压器运不进来", Category.ROADS, 24, 19, "临时拆除限高架", solved="限高架已拆除，变压器就位", sent_back="没有附现场照片和验收记录")],
    "YS-012": [Trouble("二期6亩用地没有组件报批", Category.LAND, 20, None, "补正勘测定界图", "图纸已送审")],
    "YS-018": [Trouble("冷库消防设计审查意见没有回复", Category.DESIGN, 27)],
    "YS-023": [Trouble("学校南侧3户没有签订征收协议", Category.RELOCATION, 74, 41, "逐户做工作，适用统一补偿标准", "已签2户", "3户全部签订协议并腾空", hard_until=40)],
    "YS-025": [Trouble("水厂外电源没有落实", Category.UTILITIES, 12, 1, "新建10千伏专线", solved="专线已送电", struck_off=False)],
    "YS-027": [Trouble("游客中心雨水排口没有接入市政管网", Category.UTILITIES, 5, None)],
}  # fmt: skip


def turns(plot: Plot, span: Span) -> Iterator[Turn]:
    for number, trouble in enumerate(TROUBLES.get(plot.code, []), 1):
        if _day(span, trouble.since) > span.opening:
            yield from _story(plot, span, number, trouble)


def rounds(span: Span) -> Iterator[Turn]:
    """Each working morning overdue problems climb."""
    for week in span.weeks:
        for number in range(7):
            day = date.fromordinal(week.start.toordinal() + number)
            if is_working_day(day) and day <= span.end:
                yield Turn(datetime.combine(day, HOUR, BEIJING), "", HOUSE, lambda session, _: climbing.climb(session))


def _story(plot: Plot, span: Span, number: int, trouble: Trouble) -> Iterator[Turn]:
    luck = chance(plot.code, "problem", str(number))
    raised = _day(span, trouble.since)

    def turn(days: int, who: str | None, act: Act, hours: tuple[int, int]) -> Turn:
        day = _day(span, days)
        return Turn(at(day, luck, hours), plot.code, who or steward(plot, day, span), act)

    given = ProblemIn(what=trouble.what, category=trouble.category)
    yield turn(
        trouble.since, None, lambda session, actor: service.raise_problem(session, actor, plot.code, given), (9, 10)
    )
    if trouble.hard_until is not None:
        until = _day(span, trouble.hard_until)
        yield turn(trouble.since, OFFICE, _dispatch(plot, number, trouble, until), (11, 12))
    notes = [(NoteKind.PLAN, trouble.plan, 1), (NoteKind.PROGRESS, trouble.progress, 6)]
    for kind, says, after in notes:
        if says and raised.toordinal() + after < _day(span, trouble.until or 0).toordinal():
            yield turn(
                trouble.since - after, None, _do(plot, number, handling.note, NoteIn(kind=kind, says=says)), (14, 16)
            )
    if trouble.until is not None:
        yield from _settled(plot, span, number, trouble, turn)


def _settled(plot: Plot, span: Span, number: int, trouble: Trouble, turn: Any) -> Iterator[Turn]:
    until = trouble.until or 0
    if trouble.sent_back:
        yield turn(until + 3, None, _ask(plot, number, trouble.solved), (9, 10))
        back = SendBackIn(reason=trouble.sent_back)
        yield turn(until + 3, CLOSER, _do(plot, number, closing.send_back, back), (15, 16))
    yield turn(until, None, _ask(plot, number, trouble.solved), (9, 11))
    if trouble.struck_off and _day(span, until) <= span.end:
        yield turn(until, CLOSER, _do(plot, number, closing.close, ClosureIn(remark="已现场核实")), (15, 17))


def _dispatch(plot: Plot, number: int, trouble: Trouble, until: date) -> Act:
    async def dispatch(session: AsyncSession, actor: Actor) -> None:
        given = DispatchIn(
            category=trouble.category,
            difficulty=Difficulty.HARD,
            level=ProblemLevel.LEADER,
            lead_unit=plot.lead_unit,
            remedy=trouble.plan,
            due_on=max(until, today()),
        )
        await service.dispatch(session, actor, await _key(session, plot, number), given)

    return dispatch


def _ask(plot: Plot, number: int, solved: str) -> Act:
    async def ask(session: AsyncSession, actor: Actor) -> None:
        given = ClosureRequestIn(resolution=solved, resolved_on=today(), evidence="现场验收记录（演示）")
        await handling.ask_closure(session, actor, await _key(session, plot, number), given)

    return ask


def _do(plot: Plot, number: int, write: Any, given: Any) -> Act:
    async def do(session: AsyncSession, actor: Actor) -> None:
        await write(session, actor, await _key(session, plot, number), given)

    return do


async def _key(session: AsyncSession, plot: Plot, number: int) -> UUID:
    query = select(Problem.id).join(Project, col(Project.id) == Problem.project_id)
    ids = (await session.exec(query.where(Project.code == plot.code).order_by(col(Problem.number)))).all()
    return ids[min(number, len(ids)) - 1]


def _day(span: Span, days_before: int) -> date:
    return working_day(date.fromordinal(span.end.toordinal() - days_before))
