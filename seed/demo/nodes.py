"""Milestones of a made-up history outside of weekly updates: permits of the pipeline, forecasts that move."""

from collections.abc import Iterator
from datetime import date, datetime, time

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import BEIJING
from backend.milestones import arrivals, forecasts
from backend.milestones import service as milestones
from backend.milestones.models import SlipReason
from backend.milestones.schemas import ForecastIn, ReachedIn
from backend.projects import service as projects
from seed.demo.plots import Plot
from seed.demo.schedule import Course, Node
from seed.demo.span import Span, at, chance
from seed.demo.turns import Act, Turn, steward

PROOF = {"works": "监理验收记录", "commissioning": "验收意见书"}
SLIPS = (
    (SlipReason.CONTRACTOR, "施工单位人员不足，进度滞后，已约谈并增派班组"),
    (SlipReason.PERMITS, "专项批复补正材料，等主管部门复核"),
    (SlipReason.FUNDS, "本季度资金到位晚于计划，分包付款顺延"),
    (SlipReason.WEATHER, "连续降雨，室外作业停了两周"),
    (SlipReason.RELOCATION, "还有几户没有签约，场地没有全部交出"),
)
GATES = {"start": "施工许可证、首桩或首次浇筑影像", "production": "竣工验收备案表"}


def proof(plot: Plot, node: Node) -> str:
    number = chance(plot.code, node.key, "document").randint(3, 280)
    return GATES.get(node.gate or "") or PROOF.get(node.phase) or f"示审批〔{node.day.year}〕{number}号"


def reaching(plot: Plot, nodes: list[Node], span: Span) -> Iterator[Turn]:
    """Recorded on the very day, by who looks after the project."""
    for number, node in enumerate(nodes):
        moment = datetime.combine(node.day, time(15, 30 + number % 20), BEIJING)
        yield Turn(moment, plot.code, steward(plot, node.day, span), _reach(plot, node))


def _reach(plot: Plot, node: Node) -> Act:
    given = ReachedIn(reached_on=node.day, evidence=proof(plot, node))

    async def reach(session: AsyncSession, actor: Actor) -> None:
        project = await projects.get(session, actor, plot.code)
        known = {each.key: each for each in await milestones.of_project(session, project)}
        await arrivals.reach(session, actor, known[node.key].id, given)

    return reach


def moving(plot: Plot, course: Course, span: Span, *, all_planned: bool) -> Iterator[Turn]:
    """The look ahead that finds everything later than it was believed to come."""
    if course.moved_on is None or course.moved_on > span.end:
        return
    begins = min(node.baseline for node in course.nodes)  # who was early by then had nothing to move
    ahead = [
        node
        for node in course.nodes
        if node.day > course.moved_on and node.day >= begins and is_planned(node, all_planned=all_planned)
    ]
    if ahead:
        moment = at(course.moved_on, chance(plot.code, "moving"))
        yield Turn(moment, plot.code, steward(plot, course.moved_on, span), _move(plot, ahead))


def _move(plot: Plot, ahead: list[Node]) -> Act:
    """The nearest one moves, and what stands behind it follows."""
    nearest, (reason, sentence) = ahead[0], chance(plot.code, "slip").choice(SLIPS)
    given = ForecastIn(forecast_on=nearest.day, reason=reason, sentence=sentence)

    async def move(session: AsyncSession, actor: Actor) -> None:
        project = await projects.get(session, actor, plot.code)
        known = {each.key: each for each in await milestones.of_project(session, project)}
        if not known[nearest.key].reached_on:
            await forecasts.move(session, actor, known[nearest.key].id, given)

    return move


def is_planned(node: Node, *, all_planned: bool) -> bool:
    """What lies behind the permits has no date as long as nothing is agreed."""
    return all_planned or node.phase == "permits"


def reached_by(course: Course, day: date) -> list[Node]:
    return [node for node in course.nodes if node.day <= day]
