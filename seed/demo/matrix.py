"""A work matrix of a made-up history: eight tasks of the year, given to units early in it and answered since then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.assignments import service as assignments
from backend.assignments.models import Assignment, Source, StepKind
from backend.assignments.schemas import StepIn
from backend.clock import BEIJING, today
from backend.matrix import service
from backend.matrix.schemas import GoalIn, MatrixIn, MeasureIn
from seed.demo.cast import REVIEWER_OF
from seed.demo.span import Span, last_working_day, working_day
from seed.demo.turns import OFFICE, Act, Turn, part_of

MADE_UP = "（演示数据）"


@dataclass(frozen=True)
class Step:
    """What a unit does about it: so many days before the end of the history, it answers this."""

    unit: str
    days: int
    kind: StepKind
    said: str


@dataclass(frozen=True)
class Task:
    """A measure of a goal; `days` are those from the end of the history to its day, negative before it."""

    what: str
    units: tuple[str, ...]
    days: int
    steps: tuple[Step, ...] = ()


DONE, GOES_ON = StepKind.DONE, StepKind.PROGRESS
EIGHT: tuple[tuple[str, str, tuple[Task, ...]], ...] = (
    (
        "项目签约",
        "全年签约项目按期次足额完成",
        (
            Task(
                "建立在谈项目清单，每月会商一次",
                ("zone", "industry"),
                -20,
                (Step("zone", 24, DONE, "清单已建，已会商三次"), Step("industry", 23, DONE, "清单已报项目办")),
            ),
            Task("签约项目逐个明确代办员", ("zone",), 30, (Step("zone", 9, GOES_ON, "已明确过半"),)),
        ),
    ),
    (
        "项目开工",
        "签约项目年内开工率达到目标",
        (
            Task(
                "未开工项目逐个列出所缺手续和时间",
                ("zone", "housing", "transport"),
                -10,
                (
                    Step("zone", 12, DONE, "已列出，报项目办"),
                    Step("transport", 6, DONE, "已列出，比时限晚了几天"),
                    Step("housing", 11, GOES_ON, "还差两个项目没有核对"),
                ),
            ),
            Task("标准地做到拿地即可开工", ("zone",), 36),
        ),
    ),
    (
        "项目投产",
        "计划投产项目按期投产",
        (Task("计划投产项目倒排工期，每周对照", ("zone", "industry"), 5, (Step("zone", 8, GOES_ON, "工期表已排"),)),),
    ),
    (
        "投资完成",
        "年度计划投资足额完成，应统尽统",
        (
            Task("对照分月计划，落后的报赶工措施", ("transport", "housing", "zone"), 9),
            Task("开工项目一个月内入库", ("zone", "industry"), -3, (Step("industry", 5, DONE, "应入库的都已入库"),)),
        ),
    ),
    (
        "铁路专用线建设",
        "各条专用线按节点推进",
        (
            Task("每条专用线排出本季节点", ("transport",), -14, (Step("transport", 18, DONE, "节点表已报"),)),
            Task("协调接轨和跨线手续", ("transport", "energy"), 24),
        ),
    ),
    (
        "城市片区开发",
        "各片区按年度计划推进",
        (
            Task(
                "片区征拆遗留逐户列清、逐户销号",
                ("housing",),
                -6,
                (Step("housing", 10, GOES_ON, "已列清，正在做工作"),),
            ),
        ),
    ),
    ("文旅项目落地", "在建文旅项目按节点推进", (Task("逐项目排出前期手续办理时间", ("tourism",), 3),)),
    (
        "要素保障",
        "用电、用水、用气、供热按项目时间接通",
        (Task("按项目列出接通时间，逐月更新", ("energy",), -25, (Step("energy", 30, DONE, "已列表，按月更新"),)),),
    ),
)


def turns(span: Span) -> Iterator[Turn]:
    made = datetime.combine(part_of(span, 0.1), time(9, 20), BEIJING)
    yield Turn(made, "matrix", OFFICE, _make(span.end))
    for _, _, tasks in EIGHT:
        for task in tasks:
            for step in task.steps:
                day = last_working_day(span.end - timedelta(days=step.days))
                at = datetime.combine(day, time(16, 5), BEIJING)
                if at > made and at.date() < span.end:
                    yield Turn(at, f"matrix-{task.what}", REVIEWER_OF[step.unit], _answer(task, step))


def _make(end: date) -> Act:
    async def make(session: AsyncSession, actor: Actor) -> None:
        named = MatrixIn(year=end.year, title=f"{end.year}年八项重点任务工作矩阵")
        matrix = await service.make(session, actor, named)
        for name, aim, tasks in EIGHT:
            goal = await service.add_goal(session, actor, matrix.code, GoalIn(goal_name=name, aim=aim + MADE_UP))
            for task in tasks:
                due = max(working_day(end + timedelta(days=task.days)), today())
                given = MeasureIn(what=task.what, due_on=due, units=list(task.units))
                await service.add_measure(session, actor, matrix.code, goal.id, given)

    return make


def _answer(task: Task, step: Step) -> Act:
    async def answer(session: AsyncSession, actor: Actor) -> None:
        query = select(Assignment.id).join(Unit, col(Unit.id) == Assignment.unit_id)
        query = query.where(Assignment.source == Source.MATRIX, Assignment.what == task.what, Unit.code == step.unit)
        key = (await session.exec(query)).one()
        await assignments.say(session, actor, key, StepIn(kind=step.kind, said=step.said + MADE_UP))

    return answer
