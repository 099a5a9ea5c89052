"""Orders (督办单) of a made-up history, in each state that one can be in: from problems, a red light and a leader's words."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role
from backend.clock import today
from backend.projects.models import Project
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, Signal
from backend.supervision import handling, origins, queries, service
from backend.supervision.schemas import (
    SupervisionAnswerIn,
    SupervisionCheckIn,
    SupervisionClosureIn,
    SupervisionIn,
)
from backend.supervision.vocabulary import Origin, Outcome, SupervisionLevel
from seed.demo.problems import CLOSER
from seed.demo.span import Span, at, chance, last_working_day
from seed.demo.turns import OFFICE, Act, Turn

Do = Callable[[AsyncSession, Actor, queries.Standing], Awaitable[object]]
LEADER = "leader"


@dataclass(frozen=True)
class Step:
    """`before` are days before the end of the history. An answer is written by a person of the unit that has it."""

    before: int
    who: str
    do: Do


@dataclass(frozen=True)
class Told:
    """`before` are days before the end of the history, `days` those that the unit is given."""

    code: str
    before: int
    days: int
    what: str
    level: SupervisionLevel = SupervisionLevel.OFFICE
    kind: Origin = Origin.PROBLEM
    steps: tuple[Step, ...] = ()


def _answer(says: str, settle_in: int = 0) -> Do:
    async def answer(session: AsyncSession, _: Actor, found: queries.Standing) -> None:
        held = select(Account).where(Account.unit_id == found.unit_id, Account.role == Role.REVIEWER)
        if person := (await session.exec(held.order_by(col(Account.name)))).first():
            settle_on = today() + timedelta(days=settle_in) if settle_in else None
            given = SupervisionAnswerIn(says=says, settle_on=settle_on)
            await handling.answer(session, Actor.of(person, "demo"), found.part.id, given)

    return answer


def _check(finding: str) -> Do:
    async def check(session: AsyncSession, actor: Actor, found: queries.Standing) -> None:
        given = SupervisionCheckIn(checked_on=today(), finding=finding)
        await handling.check(session, actor, found.part.id, given)

    return check


def _over(remark: str, outcome: Outcome = Outcome.DONE) -> Do:
    async def over(session: AsyncSession, actor: Actor, found: queries.Standing) -> None:
        if found.part.answers or outcome is Outcome.WITHDRAWN:
            given = SupervisionClosureIn(outcome=outcome, remark=remark)
            await handling.close(session, actor, found.part.id, given)

    return over


ORDERS = (
    Told("YS-023", 55, 14, "逐户包干，三日内拿出签约计划\n签一户腾一户，由住建局每日登记", SupervisionLevel.LEADER, steps=(
        Step(53, "", _answer("已明确包户人，2户已签，第3户正在谈补偿。", 9)),
        Step(47, LEADER, _check("到现场看，2户已腾空，第3户同意签约。")),
        Step(43, "", _answer("3户协议全部签完，已腾空。")),
        Step(42, CLOSER, _over("3户已签约腾空，现场核实。")),
    )),
    Told("YS-007", 24, 15, "排出脱硫塔比选和订货计划\n明确专人盯办", SupervisionLevel.LEADER, steps=(
        Step(22, "", _answer("已收到3家报价，本月内定厂家。", 12)),
    )),
    Told("YS-012", 17, 30, "补正勘测定界图，报省厅", steps=(
        Step(15, "", _answer("图纸已补正，请予销号。")),
        Step(10, OFFICE, _check("退回：只有图纸，没有省厅受理回执，补齐再答复。")),
        Step(7, "", _answer("省厅已受理，回执已附，等批复。", 16)),
    )),
    Told("YS-009", 23, 5, "拆除限高架，保障变压器进场", steps=(
        Step(22, OFFICE, _over("与问题台账里的交办重复，按台账办理。", Outcome.WITHDRAWN)),
    )),
    Told("YS-027", 3, 10, "三日内报接管方案\n汛期前接通雨水排口"),
    Told("", 1, 12, "查明红灯原因，报出赶工计划", SupervisionLevel.CHIEF, Origin.LIGHT),
)  # fmt: skip


def turns(span: Span) -> Iterator[Turn]:
    """An order that would lie before the history begins is not told."""
    for number, told in enumerate(ORDERS, 1):
        if _day(span, told.before) <= span.opening:
            continue
        luck, mark = chance("supervising", str(number)), f"supervising-{number}"
        yield Turn(at(_day(span, told.before), luck, (13, 14)), mark, OFFICE, _order(told))
        for step in told.steps:
            yield Turn(at(_day(span, step.before), luck, (16, 17)), mark, step.who or OFFICE, _step(told, step))


def _order(told: Told) -> Act:
    """Of the oldest thing of its kind in the project, if there is one by then."""

    async def order(session: AsyncSession, actor: Actor) -> None:
        project = await _project(session, told)
        offered = await origins.offered(session, actor, project) if project else []
        meant = [each for each in offered if each.kind is told.kind]
        if project and meant:
            due_on = today() + timedelta(days=told.days)
            given = SupervisionIn(origin=meant[-1].origin, level=told.level, what=told.what, due_on=due_on)
            await service.order(session, actor, project.code, given)

    return order


async def _project(session: AsyncSession, told: Told) -> Project | None:
    """The one that is named; without a name the first whose light is red."""
    query = select(Project).order_by(col(Project.code))
    if told.code:
        return (await session.exec(query.where(Project.code == told.code))).first()
    red = select(Summary.project_id).where(Summary.signal == Signal.RED, Summary.condition == Condition.UNDER_WAY)
    return (await session.exec(query.where(col(Project.id).in_(red)))).first()


def _step(told: Told, step: Step) -> Act:
    async def act(session: AsyncSession, actor: Actor) -> None:
        """What became of the order of this project, if it was made and runs."""
        query = queries.visible_to(actor).where(queries.standing.c.supervision_status.in_(queries.ACTIVE))
        rows = await queries.read(session, query)
        if found := next((each for each in rows if each.part.project == told.code), None):
            await step.do(session, actor, found)

    return act


def _day(span: Span, before: int) -> date:
    return last_working_day(span.end - timedelta(days=before))
