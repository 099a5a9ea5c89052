"""What happens to each project, put together into one history in the order of its moments."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.briefs import service as briefs
from backend.clock import BEIJING
from backend.projects import duties
from backend.projects.schemas import DutyIn
from backend.projects.vocabulary import DutyKind, Stage
from backend.signals import rounds
from backend.weeks import Week
from seed.demo import (
    cast,
    handling,
    matrix,
    meetings,
    money_turns,
    nodes,
    problems,
    register,
    reminding,
    stages,
    standing,
    supervising,
    together,
)
from seed.demo.money import Money
from seed.demo.money_plans import Books
from seed.demo.opening import open_project
from seed.demo.plots import Plot, plots
from seed.demo.schedule import Course, course
from seed.demo.span import Span
from seed.demo.turns import HANDED_OVER, HOUSE, OFFICE, TO, Turn, part_of
from seed.demo.weekly import Reporter


@dataclass(frozen=True)
class Story:
    """One project's part of the history."""

    plot: Plot
    course: Course
    span: Span

    @property
    def begins(self) -> date:
        return standing.begins(self.plot, self.span)

    @property
    def recorded(self) -> dict[Stage, date]:
        return {entry.stage: entry.recorded_on for entry in stages.entries(self.plot, self.course)}

    @property
    def owed_from(self) -> date:
        """Weekly updates are owed from the first stage on."""
        return min(self.recorded.values())

    @property
    def owed_until(self) -> date:
        ended = standing.ends(self.plot, self.span)
        return min(self.recorded[Stage.PRODUCING], ended or date.max)

    def owes(self, week: Week) -> bool:
        still = standing.stands(self.plot, self.span)
        stood = still is not None and still[0] < week.closes_at.date() <= (still[1] or date.max)
        return self.owed_from <= week.start < self.owed_until - timedelta(days=4) and not stood

    def turns(self) -> Iterator[Turn]:
        opened = max(self.begins, self.span.opening)
        owing = [week for week in self.span.weeks if self.owes(week)]
        early = [node for node in self.course.nodes if opened < node.day <= min(self.owed_from, self.span.end)]
        known = {node.key for node in nodes.reached_by(self.course, opened)} | {node.key for node in early}
        all_planned = self.owed_from <= self.span.opening
        yield from nodes.reaching(self.plot, early, self.span)
        yield from nodes.moving(self.plot, self.course, self.span, all_planned=all_planned)
        yield from stages.turns(self.plot, self.course, self.span, min(self.span.end, self.owed_until))
        ended = standing.ends(self.plot, self.span) or self.span.end
        yield from register.turns(self.plot, self.course, opened, min(self.span.end, ended))
        yield from standing.turns(self.plot, self.span, self.owed_from)
        money = Money(self.plot, self.course)
        of_money = money_turns.turns(Books(self.plot, money, self.span), self.course.gate("production"))
        yield from (turn for turn in of_money if opened < turn.at.date())
        yield from problems.turns(self.plot, self.span)
        yield from Reporter(self.plot, self.course, money, self.span, known, self.span.opening).report(owing)


def stories(span: Span) -> list[Story]:
    found = []
    for plot in plots():
        still = standing.stands(plot, span)
        stands_since = still[0] if still and still[1] is None else None
        found.append(Story(plot, course(plot, span, stands_since), span))
    return found


def turns(span: Span, told: list[Story]) -> list[Turn]:
    """All that happens, in the order in which it does."""
    late = [_begin(story) for story in told if story.begins > span.opening]
    handed_over = [_hand_over(story, span) for story in told if story.plot.lead_unit == HANDED_OVER]
    everything = heapq.merge(
        [_brief(span)],
        _rounds(span),
        handling.turns(span),
        together.turns(span),
        supervising.turns(span),
        matrix.turns(span),
        meetings.turns(span),
        reminding.turns(span),
        problems.rounds(span),
        stages.terms(span),
        late,
        handed_over,
        *(story.turns() for story in told),
        key=_when,
    )
    return sorted(everything, key=_when)


def _when(turn: Turn) -> tuple[datetime, str]:
    return turn.at, turn.code


def _brief(span: Span) -> Turn:
    """The office makes the brief of the last week on the evening of its closing; a worker prints it when there is one."""
    return Turn(span.last.closes_at + timedelta(hours=3), "", OFFICE, lambda s, actor: briefs.make(s, actor, span.last))


def _rounds(span: Span) -> Iterator[Turn]:
    """After each closing the lights of all projects are judged anew."""
    for week in span.weeks:
        yield Turn(week.closes_at + rounds.AFTER_CLOSING, "", HOUSE, lambda session, _: rounds.hold(session))


def _begin(story: Story) -> Turn:
    moment = datetime.combine(story.begins, time(10, 15), BEIJING)
    return Turn(
        moment,
        story.plot.code,
        OFFICE,
        lambda session, actor: open_project(session, actor, story.plot, story.course, story.span),
    )


def _hand_over(story: Story, span: Span) -> Turn:
    async def hand_over(session: AsyncSession, actor: Actor) -> None:
        old = await duties.assign(
            session, actor, story.plot.code, DutyIn(kind=DutyKind.STEWARD, account=cast.STEWARD_OF[HANDED_OVER])
        )
        await duties.assign(session, actor, story.plot.code, DutyIn(kind=DutyKind.STEWARD, account=TO))
        await duties.end(session, actor, story.plot.code, old.id)

    return Turn(datetime.combine(part_of(span, 0.5), time(17, 40), BEIJING), story.plot.code, OFFICE, hand_over)
