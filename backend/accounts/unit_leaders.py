"""Who is in charge of a unit (分管领导): where what the unit leaves undone goes in the end."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role, UnitLeader
from backend.accounts.units import changeable
from backend.clock import today
from backend.errors import Invalid


async def put_in_charge(session: AsyncSession, actor: Actor, code: str, name: str | None) -> UnitLeader | None:
    """From today this leader is in charge, or nobody. A second decision on one day corrects the first."""
    unit = await changeable(session, actor, code)
    account = await _leader(session, name) if name else None
    now = (await in_charge(session, [unit.id])).get(unit.id)
    if now and account and now.account_id == account.id:
        return now
    if now:
        if now.since == today():
            await session.delete(now)
        else:
            now.until = today()
        await session.flush()
    if account is None:
        return None
    taken = UnitLeader(unit_id=unit.id, account_id=account.id, since=today())
    session.add(taken)
    await session.flush()
    return taken


async def in_charge(session: AsyncSession, units: Collection[UUID] | None = None) -> dict[UUID, UnitLeader]:
    """Who is in charge now, by unit; of these units or of all."""
    query = select(UnitLeader).where(col(UnitLeader.until).is_(None)).options(joinedload(UnitLeader.account))
    if units is not None:
        query = query.where(col(UnitLeader.unit_id).in_(units))
    return {each.unit_id: each for each in await session.exec(query)}


async def leaders(session: AsyncSession) -> Sequence[Account]:
    """Those who can be put in charge."""
    query = select(Account).where(Account.role == Role.LEADER, col(Account.disabled_at).is_(None))
    return (await session.exec(query.order_by(col(Account.name)))).all()


async def _leader(session: AsyncSession, name: str) -> Account:
    account = next((each for each in await leaders(session) if each.name == name), None)
    if account is None:
        raise Invalid.field("leader", "请从在用的领导账号里选；没有的话，先在“账号”里为这位领导建账号")
    return account
