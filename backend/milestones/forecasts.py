"""When milestones are believed to come. Later needs a reason; what stands behind moves too, in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.errors import Conflict, FieldError, Invalid
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
    _check_can_move(milestone)
    _check_not_before_the_plan(milestones, to)
    days = moved([as_node(each) for each in milestones], milestone.key, to)
    moves = [Move(each, believed(each), days[each.key]) for each in milestones if each.key in days]
    return sorted(moves, key=lambda move: move.milestone.id != milestone.id)


async def foresee(session: AsyncSession, actor: Actor, milestone_id: UUID, given: ForecastIn) -> list[Move]:
    """The moves that `move` would store, refused as it would refuse them; nothing where it is believed already."""
    moves = await preview(session, actor, milestone_id, given.forecast_on)
    milestone = moves[0].milestone
    _check_reason(milestone, given)
    return [] if milestone.forecast_on == given.forecast_on else moves


async def move(session: AsyncSession, actor: Actor, milestone_id: UUID, given: ForecastIn) -> list[Move]:
    """Store the new forecast and those that follow from it, with one reason."""
    moves = await foresee(session, actor, milestone_id, given)
    if not moves:
        return []
    first, *followers = moves
    own = _forecast(actor, first, given)
    session.add(own)
    await session.flush()
    session.add_all(_forecast(actor, each, given, follows=own) for each in followers)
    await session.flush()
    for each in moves:
        await session.refresh(each.milestone)
    return moves


async def history(session: AsyncSession, milestone: Milestone) -> list[tuple[Forecast, str | None]]:
    """What was believed of it, the newest first, each with the person who said so."""
    query = select(Forecast, Account.person).join(Account, col(Forecast.made_by_id) == Account.id, isouter=True)
    newest_first = (col(Forecast.made_at).desc(), col(Forecast.id).desc())
    found = await session.exec(query.where(Forecast.milestone_id == milestone.id).order_by(*newest_first))
    return [(forecast, person) for forecast, person in found]


def gates(moves: Sequence[Move]) -> dict[Gate, Move]:
    """The new days of 开工 and 投产, where they move."""
    return {each.milestone.gate: each for each in moves if each.milestone.gate}


def as_node(milestone: Milestone) -> Node:
    return Node(milestone.key, tuple(milestone.after), milestone.baseline_on, believed(milestone), milestone.reached_on)


def believed(milestone: Milestone) -> date | None:
    """The forecast; as long as nobody made one, the plan is believed."""
    return milestone.forecast_on or milestone.baseline_on


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


def _check_can_move(milestone: Milestone) -> None:
    if milestone.reached_on:
        raise Conflict(f"{milestone.label}已于 {milestone.reached_on} 到达，不再改预计日期")


def _check_not_before_the_plan(milestones: Sequence[Milestone], to: date) -> None:
    """No milestone comes before the first day of the plan, of whichever version began earlier."""
    begins = min((day for each in milestones for day in (each.first_baseline_on, each.baseline_on) if day), default=to)
    if to < begins:
        raise Invalid.field("forecast_on", f"预计日期不能早于计划的开头 {begins}，请检查年份", to)


def _check_reason(milestone: Milestone, given: ForecastIn) -> None:
    before = believed(milestone)
    missing = [name for name in ("reason", "sentence") if not getattr(given, name)]
    if before and given.forecast_on > before and missing:
        wanted = f"比原来的 {before} 推迟了，请选原因并用一句话说明"
        raise Invalid(wanted, *(FieldError(f"/{name}", wanted) for name in missing))
