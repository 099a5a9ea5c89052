"""The rules of the lights: data with a day from which they are in force. A rule that was in force stays readable."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import Conflict, Invalid, require
from backend.signals import rounds
from backend.signals.axes import funds, progress, report, start, statistics
from backend.signals.models import Axis, SignalRule
from backend.signals.schemas import SignalRuleIn

UNITS = {
    Axis.START: "months",
    Axis.PROGRESS: "points",
    Axis.STATISTICS: "months",
    Axis.FUNDS: "days",
    Axis.REPORT: "weeks",
}
"""What the borders of an axis are counted in."""
WORDS = {
    Axis.START: start.rule,
    Axis.PROGRESS: progress.rule,
    Axis.STATISTICS: statistics.rule,
    Axis.FUNDS: funds.rule,
    Axis.REPORT: report.rule,
}
WITHOUT_AMBER = (Axis.FUNDS,)


def in_words(rule: SignalRule) -> str:
    return WORDS[rule.axis](rule.borders)


async def every(session: AsyncSession) -> Sequence[SignalRule]:
    """All rules, by axis, the newest first."""
    rules = (await session.exec(select(SignalRule).order_by(col(SignalRule.effective_from).desc()))).all()
    return sorted(rules, key=lambda rule: tuple(Axis).index(rule.axis))


async def add(session: AsyncSession, actor: Actor, given: SignalRuleIn) -> SignalRule:
    """A new rule of an axis from a day on; what was judged before keeps the rule by which it was judged."""
    require(actor.is_administrator, "只有管理员可以改判灯规则，请联系管理员")
    borders = _borders(given)
    same = select(SignalRule).where(SignalRule.axis == given.axis, SignalRule.effective_from == given.effective_from)
    if found := (await session.exec(same)).one_or_none():
        if (found.version, found.borders) == (given.version, borders):
            return found
        raise Conflict(f"{given.axis.label}从 {given.effective_from} 起已经有一条规则，请换一个生效日期")
    if given.effective_from < today():
        raise Invalid.field("effective_from", "规则从今天或以后的日子起生效，判过的灯不改", given.effective_from)
    rule = SignalRule(axis=given.axis, version=given.version, effective_from=given.effective_from, borders=borders)
    session.add(rule)
    await session.flush()
    if given.effective_from == today():
        await rounds.again(session)
    return rule


def _borders(given: SignalRuleIn) -> dict[str, int]:
    unit = UNITS[given.axis]
    if given.axis in WITHOUT_AMBER:
        if given.amber is not None:
            raise Invalid.field("amber", f"{given.axis.label}没有黄灯，这一格请留空", given.amber)
        return {f"red_{unit}": given.red}
    if given.amber is None:
        raise Invalid.field("amber", "请填从多少起是黄灯")
    if given.amber > given.red:
        raise Invalid.field("amber", "黄灯的界线不能高于红灯的", given.amber)
    return {f"amber_{unit}": given.amber, f"red_{unit}": given.red}
