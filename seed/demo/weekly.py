"""The weekly updates of a made-up history: most in time, a few late, a few missing, some 本周无变化."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from backend.clock import BEIJING
from backend.updates import service as updates
from backend.updates.schemas import MilestoneReached, UpdateIn
from backend.weeks import Week
from seed.demo.money import Money
from seed.demo.nodes import proof
from seed.demo.plots import Plot
from seed.demo.schedule import Course
from seed.demo.sentences import progress
from seed.demo.span import Span, at, chance, is_working_day
from seed.demo.standing import WHEN_REPORTED_LAST
from seed.demo.turns import Act, Turn, steward

PAUSE = timedelta(minutes=20)
MISSING, LATE = 0.04, 0.1  # shares of all updates, added up
NOTHING_MOVED = "本周按原进度施工，没有新的完成量"


@dataclass
class Reporter:
    """Writes one project's updates, week after week; what one week left out the next one brings."""

    plot: Plot
    course: Course
    money: Money
    span: Span
    reached: set[str]
    told_until: date
    """The day up to which the investment has been reported."""
    luck: Random = field(init=False)

    def __post_init__(self) -> None:
        self.luck = chance(self.plot.code, "weekly")

    def report(self, weeks: list[Week]) -> Iterator[Turn]:
        before = datetime.min.replace(tzinfo=BEIJING)
        for week in weeks:
            if moment := self._moment(week):
                before = moment = max(moment, before + PAUSE)  # after a long holiday two weeks close a day apart
                given = self._update(week, moment.date())
                yield Turn(
                    moment, self.plot.code, steward(self.plot, moment.date(), self.span), _submit(self.plot, given)
                )

    def _moment(self, week: Week) -> datetime | None:
        """When the week's update is sent, if it is."""
        fate = self.luck.random()
        silent = WHEN_REPORTED_LAST.get(self.plot.code, 0)
        if fate < MISSING or week in self.span.weeks[len(self.span.weeks) - silent :]:
            return None
        if fate < LATE:
            return self._late(week)
        closing = week.closes_at.date()
        days = [day for day in _days(week.start, closing) if is_working_day(day)] or [closing]
        return at(self.luck.choice([*days[-3:], *days[-2:], days[-1]]), self.luck)

    def _late(self, week: Week) -> datetime:
        """The last week ends with the history; before it, the weekend is long."""
        if week == self.span.last or self.luck.random() < 0.5:
            return week.closes_at + timedelta(minutes=self.luck.randint(10, 170), seconds=self.luck.randint(0, 59))
        return at(week.closes_at.date() + timedelta(days=1), self.luck, (10, 16))

    def _update(self, week: Week, day: date) -> UpdateIn:
        ticked = [node for node in self.course.nodes if node.day <= day and node.key not in self.reached]
        amount = self._amount(day)
        if not ticked and (amount <= 1 or self.luck.random() < 0.05):
            return UpdateIn(week=week.label, unchanged=True, unchanged_reason=NOTHING_MOVED)
        self.reached.update(node.key for node in ticked)
        self.told_until = day
        site, ahead = progress(self.plot, self.course, day, [node.key for node in ticked], self.luck)
        done = [MilestoneReached(key=node.key, reached_on=node.day, evidence=proof(self.plot, node)) for node in ticked]
        return UpdateIn(
            week=week.label, invested_wan=amount, site_progress=site, next_step=ahead, milestones_reached=done
        )

    def _amount(self, day: date) -> Decimal:
        """Round, as people type it."""
        exact = self.money.invested_by(day) - self.money.invested_by(self.told_until)
        uneven = exact * Decimal(str(round(self.luck.uniform(0.7, 1.3), 2)))
        return max(uneven, Decimal(0)).quantize(Decimal(1) if exact < 200 else Decimal("1E1")) + 0


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _submit(plot: Plot, given: UpdateIn) -> Act:
    return lambda session, actor: updates.submit(session, actor, plot.code, given)
