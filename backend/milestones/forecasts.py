"""When milestones are believed to come. Later needs a reason; what stands behind moves too, in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict, Invalid
from backend.milestones import service
from backend.milestones.following import Node, moved
from backend.milestones.models import Forecast, Gate, Milestone
from backend.milestones.schemas import ForecastIn


@dataclass(frozen=True)
class Move:
    """A milestone that would move: from when, to when."""

    milestone: Milestone
    old: date | None
    new: date

    @property
    def days(self) -> int | None:
        return (self.new - self.old).days if self.old else None


async def preview(session: AsyncSession, actor: Actor, milestone_id: UUID, to: date) -> list[Move]:
    """Everything that would move with it, itself first; 开工 and 投产 are among them if their day would change."""
    milestone, project = await service.for_writing(session, actor, milestone_id)
    milestones = await service.of_project(session, project)
    days = moved([as_node(each) for each in milestones], milestone.key, to)
    moves = [Move(each, each.forecast_on, days[each.key]) for each in milestones if each.key in days]
    return sorted(moves, key=lambda move: move.milestone.id != milestone.id)


async def move(session: AsyncSession, actor: Actor, milestone_id: UUID, given: ForecastIn) -> list[Move]:
    """Store the new forecast and those that follow from it, with one reason."""
    milestone, _ = await service.for_writing(session, actor, milestone_id)
    _check(milestone, given)
    if milestone.forecast_on == given.forecast_on:
        return []
    first, *followers = await preview(session, actor, milestone_id, given.forecast_on)
    own = _forecast(actor, first, given)
    session.add(own)
    await session.flush()
    session.add_all(_forecast(actor, each, given, follows=own) for each in followers)
    await session.flush()
    for each in (first, *followers):
        session.expire(each.milestone)
    return [first, *followers]


def gates(moves: Sequence[Move]) -> dict[Gate, Move]:
    """The new days of 开工 and 投产, where they move."""
    return {each.milestone.gate: each for each in moves if each.milestone.gate}


def as_node(milestone: Milestone) -> Node:
    return Node(
        milestone.key, tuple(milestone.after), milestone.baseline_on, milestone.forecast_on, milestone.reached_on
    )


def _forecast(actor: Actor, move: Move, given: ForecastIn, follows: Forecast | None = None) -> Forecast:
    return Forecast(
        project_id=move.milestone.project_id,
        milestone_id=move.milestone.id,
        forecast_on=move.new,
        reason=given.reason,
        sentence=given.sentence,
        follows_id=follows.id if follows else None,
        made_by_id=actor.person_id,
    )


def _check(milestone: Milestone, given: ForecastIn) -> None:
    if milestone.reached_on:
        raise Conflict(f"{milestone.label}已于 {milestone.reached_on} 到达，不再改预计日期")
    believed = milestone.forecast_on or milestone.baseline_on
    if believed and given.forecast_on > believed and not (given.reason and given.sentence):
        missing = "reason" if not given.reason else "sentence"
        raise Invalid.field(missing, f"比原来的 {believed} 推迟了，请选原因并用一句话说明")
