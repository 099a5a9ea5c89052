"""What waits on the administrator: units that nobody has confirmed, keys that are about to end."""

from datetime import timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import ApiKey, Unit
from backend.clock import BEIJING, now
from backend.waiting import Waiting

SOON = timedelta(days=30)


async def units_to_confirm(session: AsyncSession, actor: Actor) -> list[Waiting]:
    if not actor.is_administrator:
        return []
    query = select(Unit).where(col(Unit.confirmed_on).is_(None), col(Unit.dissolved_on).is_(None))
    units = (await session.exec(query.order_by(col(Unit.code)))).all()
    if not units:
        return []
    names = "、".join(unit.called for unit in units[:3])
    remark = f"{names}{'等' if len(units) > 3 else ''}，核对名称后确认"
    return [Waiting("待确认单位", f"{len(units)}个单位待确认", "/admin/units", remark)]


async def keys_that_end(session: AsyncSession, actor: Actor) -> list[Waiting]:
    if not actor.is_administrator:
        return []
    query = select(ApiKey).where(col(ApiKey.revoked_at).is_(None), ApiKey.expires_at < now() + SOON)
    found = await session.exec(query.where(ApiKey.expires_at > now()).order_by(col(ApiKey.expires_at)))
    return [
        Waiting(
            "密钥到期", key.name, "/admin/keys", "到期前换一把新的", until=key.expires_at.astimezone(BEIJING).date()
        )
        for key in found
    ]
