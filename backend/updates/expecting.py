"""Where a project stands in a week before its report, and what its plan says should move in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.milestones import service as milestones
from backend.milestones.models import Milestone
from backend.money import plans
from backend.money.plan_to_date import cut_off, plan_to_date, points
from backend.projects import ledger
from backend.projects.models import Project
from backend.updates import queries
from backend.updates.models import Update
from backend.updates.sums import Sums, sums
from backend.web.formats import md
from backend.web.formats import points as points_in_words
from backend.weeks import Week

ENOUGH = 60  # updates that reach back over a whole year


@dataclass(frozen=True)
class Course:
    """`reported` are the updates, the latest first; `sums` and `ahead` (in points) leave out the week's own number."""

    week: Week
    reported: Sequence[Update]
    sums: Sums
    ahead: Decimal | None
    due: Sequence[Milestone]
    """Milestones believed to be reached within the week, and not reached yet."""

    @property
    def expected(self) -> str | None:
        """What should have moved, in words; none when the plan says nothing of this week."""
        if self.due:
            return f"本周预计到达“{'、'.join(each.label for each in self.due)}”"
        if self.ahead is not None and self.ahead < 0:
            return f"到{md(self.week.closes_at.date())}比计划{points_in_words(self.ahead)}个百分点"
        return None


async def expected(session: AsyncSession, project: Project, week: Week) -> str | None:
    nodes = await milestones.of_project(session, project)
    return (await course(session, project, week, nodes)).expected


async def course(session: AsyncSession, project: Project, week: Week, nodes: Sequence[Milestone]) -> Course:
    reported = await queries.latest(session, project.id, ENOUGH)
    opening = await ledger.opening_of(session, project, week.year)
    corrected = await queries.corrected(session, [each.id for each in reported])
    so_far = sums(reported, opening.invested_in_year if opening else None, week, corrected)
    planned = plan_to_date(await plans.months_of(session, project, week.year), cut_off(week))
    ahead = points(so_far.year, planned, await plans.annual_plan(session, project, week.year))
    due = [each for each in nodes if each.reached_on is None and _within(each, week)]
    return Course(week, reported, so_far, ahead, due)


def _within(node: Milestone, week: Week) -> bool:
    return node.forecast_on is not None and week.start <= node.forecast_on <= week.end
