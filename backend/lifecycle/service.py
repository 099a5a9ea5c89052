"""The lifecycle 签约 → 开工 → 投产. Entries are rows; order is kept, skipping needs a reason, the future never counts."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import Conflict, Invalid, NotFound
from backend.lifecycle import batches
from backend.lifecycle.models import StageEntry, StageWithdrawal
from backend.lifecycle.schemas import StageEntryIn, WithdrawalIn
from backend.lifecycle.standstill import refuse_if_terminated
from backend.projects import service as projects
from backend.projects.models import Project
from backend.projects.vocabulary import STAGES, Stage


async def enter_stage(session: AsyncSession, actor: Actor, code: str, given: StageEntryIn) -> StageEntry:
    """Enter a stage, once for ever. A second start is refused here in words, and by the database in any case."""
    project = await projects.for_office(session, actor, code)
    await refuse_if_terminated(session, project)
    entries = await live_entries(session, project)
    batch = await batches.find(session, given.batch) if given.batch else None
    _check(project, entries, given)
    entry = StageEntry(
        project_id=project.id,
        stage=given.stage,
        batch_id=batch.id if batch else None,
        occurred_on=given.occurred_on,
        evidence=given.evidence,
        skip_reason=given.skip_reason if _skips(entries, given.stage) else None,
        recorded_by_id=actor.person_id,
    )
    session.add(entry)
    await session.flush()
    return entry


async def withdraw(session: AsyncSession, actor: Actor, code: str, entry_id: UUID, given: WithdrawalIn) -> StageEntry:
    """Take back an entry that was made in error: a row with its reason. The entry stays visible."""
    project = await projects.for_office(session, actor, code)
    found = select(StageEntry).where(StageEntry.project_id == project.id, StageEntry.id == entry_id)
    entry = (await session.exec(found)).one_or_none()
    if entry is None:
        raise NotFound("没有这条阶段记录，请刷新后再看")
    if entry.withdrawal_id:
        raise Conflict("这条阶段记录已经撤回，不用再撤")
    entries = await live_entries(session, project)
    if later := [each.stage.label for each in entries if STAGES.index(each.stage) > STAGES.index(entry.stage)]:
        raise Conflict(f"请先撤回后面的{'、'.join(later)}，再撤回{entry.stage.label}")
    withdrawal = StageWithdrawal(project_id=project.id, reason=given.reason, withdrawn_by_id=actor.person_id)
    session.add(withdrawal)
    await session.flush()
    entry.withdrawal_id = withdrawal.id
    await session.flush()
    return entry


async def live_entries(session: AsyncSession, project: Project) -> list[StageEntry]:
    """The entries that stand, in the order of the stages."""
    query = (
        select(StageEntry)
        .where(StageEntry.project_id == project.id, col(StageEntry.withdrawal_id).is_(None))
        .options(selectinload(StageEntry.batch))
    )
    return sorted((await session.exec(query)).all(), key=lambda entry: STAGES.index(entry.stage))


def _check(project: Project, entries: list[StageEntry], given: StageEntryIn) -> None:
    if given.occurred_on and given.occurred_on > today():
        raise Invalid.field("occurred_on", "日期不能在今天以后：没有发生的事不登记", given.occurred_on)
    for entry in entries:
        if entry.stage is given.stage:
            when = f"（{_day(entry.occurred_on)}）" if entry.occurred_on else ""
            raise Conflict(
                f"{project.short_name}已经登记过{given.stage.label}{when}，一个项目只能{given.stage.label}一次"
            )
    _check_order(entries, given)
    if (missing := _skips(entries, given.stage)) and not given.skip_reason:
        raise Invalid.field("skip_reason", f"还没有登记{missing.label}。如果不经过{missing.label}，请写明原因")


def _check_order(entries: list[StageEntry], given: StageEntryIn) -> None:
    """A stage may be recorded late, but its day keeps its place between the stages before and after it."""
    if given.occurred_on is None:
        return
    for entry in entries:
        if entry.occurred_on is None:
            continue
        before = STAGES.index(entry.stage) < STAGES.index(given.stage)
        if before and given.occurred_on < entry.occurred_on:
            wanted = f"{given.stage.label}不能早于{entry.stage.label}（{_day(entry.occurred_on)}）"
            raise Invalid.field("occurred_on", wanted, given.occurred_on)
        if not before and given.occurred_on > entry.occurred_on:
            wanted = f"{given.stage.label}不能晚于{entry.stage.label}（{_day(entry.occurred_on)}）"
            raise Invalid.field("occurred_on", wanted, given.occurred_on)


def _skips(entries: list[StageEntry], stage: Stage) -> Stage | None:
    """The stage directly before this one, if the project never entered it."""
    place = STAGES.index(stage)
    entered = {entry.stage for entry in entries}
    return STAGES[place - 1] if place and STAGES[place - 1] not in entered else None


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
