"""The duties that a person has now in projects that go on: what has to be handed over before they leave."""

from collections.abc import Sequence

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.holding import Holding
from backend.accounts.models import Account
from backend.projects.models import Duty
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind


async def duties(session: AsyncSession, account: Account) -> Sequence[Holding]:
    """One statement, however many they are."""
    other, colleague = aliased(Duty), aliased(Account)
    others = exists().where(
        col(other.project_id) == Duty.project_id,
        col(other.kind) == Duty.kind,
        col(other.until).is_(None),
        col(other.account_id) == colleague.id,
        col(colleague.id) != account.id,
        col(colleague.disabled_at).is_(None),
    )
    query = select(Duty.kind, Summary.short_name, others).join(Summary, col(Summary.project_id) == Duty.project_id)
    query = query.where(Duty.account_id == account.id, col(Duty.until).is_(None))
    query = query.where(Summary.condition != Condition.TERMINATED).order_by(Summary.code)
    found: dict[DutyKind, list[tuple[str, bool]]] = {}
    for kind, name, shared in await session.exec(query):
        found.setdefault(DutyKind(kind), []).append((name, shared))
    return [
        Holding(kind, kind.label, [name for name, _ in each], sum(not shared for _, shared in each))
        for kind, each in sorted(found.items())
    ]
