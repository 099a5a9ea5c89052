"""A platform that does not exist: its two keys, of which the older one is about to be taken out, and where it wants to be
told of changes. Nobody knows the keys, and nothing is ever sent."""

from datetime import timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import keys
from backend.accounts.actor import Actor
from backend.accounts.models import ApiKey, Permission
from backend.clock import now
from backend.hooks import service as hooks
from backend.hooks.models import HookState

NAME = "示例平台（演示数据）"
ADDRESS = "https://platform.example/hook"
"""`.example` is nobody's (RFC 2606)."""
LEFT, WHOLE = 25, 180  # days
WHY = "演示数据：示例网址不存在，不对外发送"


async def enter(session: AsyncSession, house: Actor) -> None:
    """Two keys side by side, as when one is changed for another, and a notification that is switched off."""
    await keys.create_key(session, house, NAME, Permission.READ, {"unit": "zone"}, days=LEFT)
    older = (await session.exec(select(ApiKey).where(ApiKey.name == NAME))).one()
    older.created_at -= timedelta(days=WHOLE - LEFT)
    hook = await hooks.create(session, house, older.prefix, ADDRESS)
    state = await session.get_one(HookState, hook.id)
    state.failing_since = state.disabled_at = now()
    state.last_error = WHY
    await keys.rotate_key(session, house, older.prefix)
