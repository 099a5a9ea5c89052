"""Two review meetings of a made-up history: one three weeks before its end, and one on the Friday with which it ends."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.assignments import service as assignments
from backend.assignments.models import StepKind
from backend.assignments.schemas import StepIn
from backend.clock import BEIJING, today
from backend.meetings import agenda, deciding, queries, running, service
from backend.meetings.models import AgendaSection, MeetingState, ReviewMeeting
from backend.meetings.schemas import AgendaItemIn, ChoiceIn, DecisionIn, MeetingIn, MeetingStepIn
from backend.problems.queries import ACTIVE, read, visible_to
from backend.problems.standing import standing
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, Signal
from seed.demo.span import Span, last_working_day
from seed.demo.turns import OFFICE, Act, Turn

EARLIER, MOST = timedelta(days=21), 3
PLACE = "开发区三楼会议室（演示）"
UNITS = ["zone", "housing", "transport", "industry", "energy", "reform"]
MATTER = "请能源局协调供电公司，把专线送电时间排定到周（演示数据）"
SUMMED_UP = "各单位对照议定事项倒排时间，按期报办理结果，下次会议先通报落实情况（演示数据）。"
DECISIONS = (
    (1, "zone", 7, "会同项目单位查明进度落后的原因，报出赶工计划"),
    (2, "housing", 14, "明确专人盯办，每周报一次进展"),
    (None, "energy", 10, "排定专线送电时间，书面答复项目单位"),
)
"""About which item, by which unit, within how many days, what."""


def turns(span: Span) -> Iterator[Turn]:
    first = last_working_day(span.end - EARLIER)
    if first - timedelta(days=1) > span.opening:
        yield from _meeting(first, 1)
        answered = datetime.combine(last_working_day(first + timedelta(days=6)), time(15, 20), BEIJING)
        yield Turn(answered, "meeting-answer", "reviewer", _answer)
    yield from _meeting(span.end, 2)


def _meeting(day: date, number: int) -> Iterator[Turn]:
    eve = last_working_day(day - timedelta(days=1))
    yield Turn(datetime.combine(eve, time(16, 40), BEIJING), f"meeting-{number}", OFFICE, _call(day))
    yield Turn(datetime.combine(day, time(14, 30), BEIJING), f"meeting-{number}", OFFICE, _begin)
    yield Turn(datetime.combine(day, time(16, 10), BEIJING), f"meeting-{number}", OFFICE, _decide_and_end)


def _call(day: date) -> Act:
    async def call(session: AsyncSession, actor: Actor) -> None:
        people = ["leader-2", "reviewer", "reviewer-2"]
        given = MeetingIn(held_on=day, place=PLACE, chair="leader", units=UNITS, people=people)
        meeting = await service.call(session, actor, given)
        await agenda.choose(session, actor, meeting.code, await _stuck(session, actor))
        matter = AgendaItemIn(section=AgendaSection.COORDINATION, words=MATTER)
        await agenda.add(session, actor, meeting.code, matter)

    return call


async def _stuck(session: AsyncSession, actor: Actor) -> ChoiceIn:
    """Red ones before amber ones, and the problems that are due first."""
    lit = select(Summary.code).where(
        Summary.condition == Condition.UNDER_WAY, col(Summary.signal).in_([Signal.RED, Signal.AMBER])
    )
    codes = (await session.exec(lit.order_by(col(Summary.signal).desc(), col(Summary.code)).limit(MOST))).all()
    query = visible_to(actor).where(standing.c.problem_status.in_(ACTIVE)).order_by(standing.c.due_on, standing.c.id)
    problems = await read(session, query.limit(MOST))
    return ChoiceIn(progress=list(codes), problems=[each.part.id for each in problems])


async def _newest(session: AsyncSession, actor: Actor) -> ReviewMeeting:
    return (await session.exec(queries.those(actor).limit(1))).one()


async def _begin(session: AsyncSession, actor: Actor) -> None:
    meeting = await _newest(session, actor)
    await running.step(session, actor, meeting.code, MeetingStepIn(becomes=MeetingState.RUNNING))


async def _decide_and_end(session: AsyncSession, actor: Actor) -> None:
    meeting = await _newest(session, actor)
    items = await queries.agenda(session, meeting)
    for number, unit, days, what in DECISIONS:
        item = items[number - 1].id if number and number <= len(items) else None
        due = today() + timedelta(days=days)
        given = DecisionIn(what=f"{what}（演示数据）", unit=unit, due_on=due, item=item)
        await deciding.decide(session, actor, meeting.code, given)
    ended = MeetingStepIn(becomes=MeetingState.CLOSED, said=SUMMED_UP)
    await running.step(session, actor, meeting.code, ended)


async def _answer(session: AsyncSession, actor: Actor) -> None:
    """The zone does in time what the first meeting gave it."""
    meeting = await _newest(session, actor)
    first = (await queries.decisions(session, meeting))[0].assignment
    said = "赶工计划已报项目办，每周对照（演示数据）。"
    await assignments.say(session, actor, first.id, StepIn(kind=StepKind.DONE, said=said))
