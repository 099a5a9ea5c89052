"""Reading many stored documents as of one moment, some at a time: the database keeps the rest."""

from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy import ColumnElement, true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.clock import now
from backend.exchange.columns import Book
from backend.feed import installation
from backend.projects import service as projects
from backend.projects.listing import Filters, Sort, keys, matching
from backend.projects.models import Duty
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import DutyKind
from backend.timeline.models import ProjectVersion
from backend.weeks import Week

BATCH = 100


async def documents(
    session: AsyncSession,
    actor: Actor,
    filters: Filters,
    sort: Sort = Sort.CODE,
    only: ColumnElement[bool] | None = None,
) -> AsyncIterator[list[str]]:
    """The texts of what the actor may see and asked for, in batches; `only` narrows the summaries further."""
    query = (
        select(ProjectVersion.document)
        .join(Summary, col(Summary.seq) == ProjectVersion.seq)
        .where(readable(actor), *matching(filters), true() if only is None else only)
        .order_by(*keys(sort))
    )
    found = await session.stream(query.execution_options(yield_per=BATCH))
    async for batch in found.scalars().partitions():
        yield [text for text in batch if text]


async def book(session: AsyncSession, actor: Actor) -> Book:
    """What a ledger needs beside the documents."""
    return Book(
        at=now(),
        week=Week.current(),
        lists=await projects.labels(session),
        phones=await _phones(session) if may_read_phones(actor) else {},
        demonstration=await installation.is_demonstration(session),
    )


def may_read_phones(actor: Actor) -> bool:
    """How to reach people is for the project office, and not for programs."""
    return actor.runs_projects and actor.is_person


async def _phones(session: AsyncSession) -> dict[UUID, str]:
    query = select(Duty.id, Account.phone).join(Account, col(Account.id) == Duty.account_id)
    held = (Duty.kind == DutyKind.OWNER, col(Duty.until).is_(None), col(Account.phone).is_not(None))
    return {duty: phone for duty, phone in await session.exec(query.where(*held)) if phone}
