"""One of everything that a page is about, so that links lead to every kind of page in the house of the browser tests."""

from datetime import timedelta
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import the_house
from backend.assignments import service as assignments
from backend.assignments.schemas import AssignmentIn
from backend.briefs import service as briefs
from backend.clock import today
from backend.matrix import service as matrices
from backend.matrix.schemas import GoalIn, MatrixIn, MeasureIn
from backend.problems import service as problems
from backend.problems.schemas import DispatchIn, ProblemIn
from backend.problems.vocabulary import Category, Difficulty
from backend.targets import service as targets
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.targets.schemas import TargetIn
from backend.weeks import Week
from seed.demo import platform

HOUSE = the_house("cli")


async def furnish(session: AsyncSession, code: str) -> None:
    problem = await problems.raise_problem(session, HOUSE, code, ProblemIn(what="进场道路限高，变压器运不进来"))
    dispatch = DispatchIn(
        category=Category.ROADS, difficulty=Difficulty.HARD, lead_unit="transport", remedy="临时拆除限高架"
    )
    await problems.dispatch(session, HOUSE, problem.id, dispatch)
    due = today() + timedelta(days=9)
    await assignments.instruct(session, HOUSE, code, AssignmentIn(what="协调限高架拆除", unit="transport", due_on=due))
    matrix = await matrices.make(session, HOUSE, MatrixIn(year=today().year, title="重点任务工作矩阵"))
    goal = await matrices.add_goal(session, HOUSE, matrix.code, GoalIn(goal_name="项目开工", aim="年内按期开工"))
    measure = MeasureIn(what="手续逐项列清", due_on=due, units=["transport", "zone"], project=code)
    await matrices.add_measure(session, HOUSE, matrix.code, goal.id, measure)
    year = Period.whole(Week.current().year)
    given = TargetIn(unit="zone", measure=UnitMeasure.SIGNED, period=year.code, amount=Decimal(12))
    await targets.set_targets(session, HOUSE, [given])
    await platform.enter(session, HOUSE)
    await briefs.make(session, HOUSE, Week.current().previous)
