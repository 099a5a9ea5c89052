"""Milestones that were reached, with what proves it; an arrival entered in error is withdrawn by a row."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.clock import today
from backend.errors import Conflict, Invalid
from backend.files.models import StoredFile
from backend.milestones import service
from backend.milestones.models import Arrival, ArrivalWithdrawal, Milestone
from backend.milestones.schemas import ArrivalWithdrawalIn, ReachedIn


async def reach(session: AsyncSession, actor: Actor, milestone_id: UUID, given: ReachedIn) -> Milestone:
    milestone, _ = await service.for_writing(session, actor, milestone_id)
    await record(session, actor, milestone, given)
    return milestone


async def record(session: AsyncSession, actor: Actor, milestone: Milestone, given: ReachedIn) -> None:
    """Twice the same is the same; another date than the recorded one is refused, and says how to put it right."""
    if given.reached_on > today():
        raise Invalid.field("reached_on", "到达日期不能在今天以后：没到的节点请改预计日期", given.reached_on)
    if milestone.reached_on == given.reached_on:
        return
    if milestone.reached_on:
        raise Conflict(f"{milestone.label}已登记为 {milestone.reached_on} 到达。登记错了请先撤回，再重新登记")
    await _check_file(session, milestone, given.file)
    session.add(
        Arrival(
            project_id=milestone.project_id,
            milestone_id=milestone.id,
            reached_on=given.reached_on,
            evidence=given.evidence,
            file_id=given.file,
            recorded_by_id=actor.person_id,
        )
    )
    await session.flush()
    await session.refresh(milestone)


async def withdraw(session: AsyncSession, actor: Actor, milestone_id: UUID, given: ArrivalWithdrawalIn) -> Milestone:
    milestone, _ = await service.for_writing(session, actor, milestone_id)
    query = select(Arrival).where(Arrival.milestone_id == milestone.id, col(Arrival.withdrawal_id).is_(None))
    arrival = (await session.exec(query)).one_or_none()
    if arrival is None:
        raise Conflict(f"{milestone.label}没有登记到达，或已经撤回")
    withdrawal = ArrivalWithdrawal(
        project_id=milestone.project_id, reason=given.reason, withdrawn_by_id=actor.person_id
    )
    session.add(withdrawal)
    await session.flush()
    arrival.withdrawal_id = withdrawal.id
    await session.flush()
    await session.refresh(milestone)
    return milestone


@dataclass(frozen=True)
class Told:
    """An arrival with who recorded it, what proves it, and its withdrawal if it was one in error."""

    arrival: Arrival
    person: str | None
    file: StoredFile | None
    withdrawal: ArrivalWithdrawal | None


async def history(session: AsyncSession, milestone: Milestone) -> list[Told]:
    """The newest first; withdrawn ones stay visible."""
    query = (
        select(Arrival, Account.person, StoredFile, ArrivalWithdrawal)
        .join(Account, col(Arrival.recorded_by_id) == Account.id, isouter=True)
        .join(StoredFile, col(Arrival.file_id) == StoredFile.id, isouter=True)
        .join(ArrivalWithdrawal, col(Arrival.withdrawal_id) == ArrivalWithdrawal.id, isouter=True)
        .where(Arrival.milestone_id == milestone.id)
        .order_by(col(Arrival.recorded_at).desc(), col(Arrival.id).desc())
    )
    return [Told(*row) for row in await session.exec(query)]


async def _check_file(session: AsyncSession, milestone: Milestone, file_id: UUID | None) -> None:
    file = await session.get(StoredFile, file_id) if file_id else None
    if file_id and (file is None or file.project_id != milestone.project_id):
        raise Invalid.field("file", "没有这份文件，请先上传到这个项目", str(file_id))
