"""What is particular about some of the projects: standing still, ending early, costing more, an error put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.lifecycle import service as lifecycle
from backend.lifecycle import standstill
from backend.lifecycle.schemas import ResumptionIn, StageEntryIn, SuspensionIn, TerminationIn, WithdrawalIn
from backend.projects import service as projects
from backend.projects.schemas import ProjectPatch
from backend.projects.vocabulary import Cause, Stage
from backend.units import rounded
from seed.demo.plots import Plot
from seed.demo.span import Span, at, chance
from seed.demo.turns import OFFICE, Act, Turn, part_of

BEFORE = -1.0  # since before the books were opened
ENDS = {"YS-017": 0.75}
COSTS = {"YS-012": (0.4, Decimal("1.26")), "YS-021": (0.6, Decimal("0.94"))}
MISTAKEN = {"YS-013": 0.3}
NEW = {"YS-031": 0.55}
WHEN_REPORTED_LAST = {"YS-006": 2, "YS-018": 1}
"""How many of the last weeks nobody reported."""


@dataclass(frozen=True)
class Still:
    cause: Cause
    since: float
    until: float | None
    note: str


STILL = {
    "YS-008": Still(Cause.MARKET, BEFORE, None, "产品价格低迷，投资方暂缓设备采购"),
    "YS-024": Still(Cause.FUNDS, 0.25, 0.6, "后续资金拨付未到位，施工单位停工"),
    "YS-022": Still(Cause.LAND, 0.7, None, "部分路段用地未交付，施工单位撤场"),
}


def stands(plot: Plot, span: Span) -> tuple[date, date | None] | None:
    """Since when the project stands still, and until when, if it does at all."""
    still = STILL.get(plot.code)
    if still is None:
        return None
    since = span.opening - timedelta(days=140) if still.since == BEFORE else part_of(span, still.since)
    return since, part_of(span, still.until) if still.until else None


def ends(plot: Plot, span: Span) -> date | None:
    return part_of(span, ENDS[plot.code]) if plot.code in ENDS else None


def begins(plot: Plot, span: Span) -> date:
    return part_of(span, NEW[plot.code]) if plot.code in NEW else span.opening


def turns(plot: Plot, span: Span, signed_on: date) -> Iterator[Turn]:
    luck = chance(plot.code, "standing")
    standing, end = stands(plot, span), ends(plot, span)
    if standing and standing[0] > span.opening:
        yield Turn(at(standing[0], luck, (9, 11)), plot.code, OFFICE, suspend(plot, standing[0]))
    if standing and standing[1]:
        yield Turn(at(standing[1], luck, (14, 17)), plot.code, OFFICE, _resume(plot, standing[1]))
    if end:
        yield Turn(at(end, luck), plot.code, OFFICE, _terminate(plot, end))
    if plot.code in COSTS:
        share, factor = COSTS[plot.code]
        total = rounded(plot.total * factor)
        yield Turn(at(part_of(span, share), luck), plot.code, OFFICE, _cost(plot, total))
    if plot.code in MISTAKEN and signed_on < part_of(span, MISTAKEN[plot.code]):
        yield Turn(at(part_of(span, MISTAKEN[plot.code]), luck, (9, 11)), plot.code, OFFICE, _mistake(plot))
        yield Turn(at(part_of(span, MISTAKEN[plot.code]), luck, (14, 17)), plot.code, OFFICE, _mend(plot))


def suspend(plot: Plot, since: date) -> Act:
    still = STILL[plot.code]
    return lambda session, actor: standstill.suspend(
        session, actor, plot.code, SuspensionIn(cause=still.cause, since=since, note=still.note)
    )


def _resume(plot: Plot, day: date) -> Act:
    given = ResumptionIn(resumed_on=day, note="资金已落实，施工队伍返场")
    return lambda session, actor: standstill.resume(session, actor, plot.code, given)


def _terminate(plot: Plot, day: date) -> Act:
    given = TerminationIn(ended_on=day, reason="投资方调整布局，经双方协商终止协议")
    return lambda session, actor: standstill.terminate(session, actor, plot.code, given)


def _cost(plot: Plot, total: Decimal) -> Act:
    given = ProjectPatch(
        total_investment_wan=total,
        investment_reason="初步设计概算批复后调整",
        investment_document=f"示发改审〔2026〕{chance(plot.code, 'cost').randint(20, 180)}号",
    )
    return lambda session, actor: projects.change(session, actor, plot.code, given)


def _mistake(plot: Plot) -> Act:
    given = StageEntryIn(stage=Stage.STARTED, evidence="场地平整照片")
    return lambda session, actor: lifecycle.enter_stage(session, actor, plot.code, given)


def _mend(plot: Plot) -> Act:
    async def withdraw(session: AsyncSession, actor: Actor) -> None:
        project = await projects.get(session, actor, plot.code)
        entry = (await lifecycle.live_entries(session, project))[-1]
        reason = "场地平整不算开工，登记有误"
        await lifecycle.withdraw(session, actor, plot.code, entry.id, WithdrawalIn(reason=reason))

    return withdraw
