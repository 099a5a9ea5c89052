"""Terms (期次) of the 三个一批: who came in with which, and what became of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.clock import BEIJING, today
from backend.errors import Conflict, Invalid, NotFound, require
from backend.lifecycle.models import Batch, StageEntry, StageWithdrawal
from backend.lifecycle.schemas import BatchIn
from backend.projects import policy, queries
from backend.projects.summary import Summary
from backend.projects.vocabulary import Stage


async def find(session: AsyncSession, code: str) -> Batch:
    """By its code, year and ordinal: `2026-3`."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", code.strip())
    batch = None
    if found:
        year, ordinal = map(int, found.groups())
        batch = (await session.exec(select(Batch).where(Batch.year == year, Batch.ordinal == ordinal))).one_or_none()
    if batch is None:
        raise NotFound(f"没有第 {code[:20]} 期。期次写成 2026-3 这样：年份、当年第几期；没有就先建期次")
    return batch


def in_order() -> SelectOfScalar[Batch]:
    return select(Batch).order_by(col(Batch.year).desc(), col(Batch.ordinal).desc())


async def known_at(session: AsyncSession, moment: datetime) -> Sequence[Batch]:
    """The batches that had been held by then, or with which some project had been entered: the first is the current
    one. They are the house's, not a reader's: whoever sees few projects has the same current batch."""
    stood = or_(col(StageEntry.withdrawal_id).is_(None), col(StageWithdrawal.withdrawn_at) > moment)
    entry = select(StageEntry.id).outerjoin(StageWithdrawal, col(StageWithdrawal.id) == StageEntry.withdrawal_id)
    entered = exists(entry.where(StageEntry.batch_id == Batch.id, col(StageEntry.recorded_at) <= moment, stood))
    held = col(Batch.held_on) <= moment.astimezone(BEIJING).date()
    return (await session.exec(in_order().where(or_(held, entered)))).all()


async def create(session: AsyncSession, actor: Actor, given: BatchIn) -> Batch:
    require(policy.may_edit_shared(actor), "只有项目办可以新建期次，请联系项目办")
    if given.held_on and given.held_on.year != given.year:
        raise Invalid.field("held_on", f"举办日期应在 {given.year} 年", given.held_on)
    if given.held_on and given.held_on > today():
        raise Invalid.field("held_on", "举办日期不能在今天以后，到时再登记", given.held_on)
    same = select(Batch.id).where(Batch.year == given.year, Batch.ordinal == given.ordinal)
    if (await session.exec(same)).first():
        raise Conflict(f"{given.year}年第{given.ordinal}期已经有了")
    number = given.number or (await session.exec(select(func.coalesce(func.max(Batch.number), 0)))).one() + 1
    if (await session.exec(select(Batch.id).where(Batch.number == number))).first():
        raise Conflict(f"总第{number}期已经有了，请核对总期数")
    batch = Batch(**given.model_dump(exclude={"number"}), number=number)
    session.add(batch)
    await session.flush()
    return batch


async def members(session: AsyncSession, actor: Actor, batch: Batch) -> list[tuple[StageEntry, Summary]]:
    """What entered a stage with this batch, as the actor may see it, and what each project is today."""
    query = (
        select(StageEntry, Summary)
        .join(Summary, col(Summary.project_id) == StageEntry.project_id)
        .where(StageEntry.batch_id == batch.id, col(StageEntry.withdrawal_id).is_(None))
        .where(queries.readable(actor))
        .order_by(col(Summary.code))
    )
    return list((await session.exec(query)).all())


async def with_counts(session: AsyncSession, actor: Actor) -> list[tuple[Batch, Counter[Stage]]]:
    """Every batch, the newest first, with how many projects that the actor may see entered each stage with it."""
    query = (
        select(StageEntry.batch_id, StageEntry.stage, func.count())
        .join(Summary, col(Summary.project_id) == StageEntry.project_id)
        .where(col(StageEntry.withdrawal_id).is_(None), queries.readable(actor))
        .group_by(col(StageEntry.batch_id), col(StageEntry.stage))
    )
    counts: dict[UUID | None, Counter[Stage]] = defaultdict(Counter)
    for batch_id, stage, number in await session.exec(query):
        counts[batch_id][Stage(stage)] = number
    return [(batch, counts[batch.id]) for batch in await session.exec(in_order())]
