"""Hooks as administrators make and end them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import keys
from backend.accounts.actor import Actor
from backend.accounts.models import ApiKey
from backend.accounts.service import require_administrator
from backend.clock import now
from backend.errors import Conflict, Invalid, NotFound
from backend.hooks import messages
from backend.hooks.models import Hook, HookState
from backend.timeline import following

log = structlog.get_logger()
MOST = 5
"""Hooks of one platform."""
OVERLAP = timedelta(days=1)
Both = tuple[Hook, HookState]


def _live(at: datetime) -> list[ColumnElement[bool]]:
    return [col(ApiKey.revoked_at).is_(None), col(ApiKey.expires_at) > at]


async def all_hooks(session: AsyncSession, actor: Actor) -> Sequence[Both]:
    """Those in use, by name."""
    require_administrator(actor)
    return await in_use(session)


async def of_holder(session: AsyncSession, actor: Actor) -> Sequence[Both]:
    """Those that go to whoever holds a key of this name and scope."""
    return [
        (hook, state) for hook, state in await in_use(session) if (hook.name, hook.scope) == (actor.name, actor.scope)
    ]


async def in_use(session: AsyncSession) -> Sequence[Both]:
    query = select(Hook, HookState).join(HookState, col(HookState.hook_id) == Hook.id)
    return (await session.exec(query.where(col(Hook.ended_at).is_(None)).order_by(Hook.name, col(Hook.id)))).all()


async def get(session: AsyncSession, actor: Actor, hook_id: UUID) -> Both:
    require_administrator(actor)
    query = select(Hook, HookState).join(HookState, col(HookState.hook_id) == Hook.id)
    found = (await session.exec(query.where(Hook.id == hook_id, col(Hook.ended_at).is_(None)))).one_or_none()
    if found is None:
        raise NotFound("没有这个通知，请从列表里选")
    return found


async def live_keys(session: AsyncSession, actor: Actor) -> Sequence[ApiKey]:
    """Whom there is to be told: one key of each name and scope."""
    require_administrator(actor)
    found = (await session.exec(select(ApiKey).where(*_live(now())).order_by(ApiKey.name, col(ApiKey.id)))).all()
    return list({(key.name, str(key.scope)): key for key in found}.values())


async def has_live_key(session: AsyncSession, hook: Hook) -> bool:
    query = select(ApiKey.id).where(ApiKey.name == hook.name, ApiKey.scope == hook.scope, *_live(now()))
    return (await session.exec(query.limit(1))).first() is not None


async def create(session: AsyncSession, actor: Actor, prefix: str, url: str) -> Hook:
    """It tells of what comes from now on. Its secret is shown once."""
    require_administrator(actor)
    if not any(key.prefix == prefix for key in await live_keys(session, actor)):
        raise Invalid.field("key", "请从能用的密钥里选一把", prefix)
    key = await keys.get_key(session, actor, prefix)
    same = [hook for hook, _ in await in_use(session) if (hook.name, hook.scope) == (key.name, key.scope)]
    if any(hook.url == url for hook in same):
        raise Conflict(f"{key.name}已有发往这个网址的通知")
    if len(same) >= MOST:
        raise Conflict(f"{key.name}已有{MOST}个通知，请先停掉一个")
    hook = Hook(name=key.name, scope=key.scope, url=url, secret=messages.mint(), created_by_id=actor.person_id)
    session.add(hook)
    await session.flush()
    head = await following.head(session, messages.reader(hook))
    session.add(HookState(hook_id=hook.id, told_seq=head.seq))
    await session.flush()
    log.info("hook made", hook=str(hook.id), name=hook.name)
    return hook


async def renew_secret(session: AsyncSession, actor: Actor, hook_id: UUID) -> Hook:
    """For a day messages are signed with both, so that the platform can change over without losing one."""
    hook, _ = await get(session, actor, hook_id)
    hook.former_secret, hook.former_until = hook.secret, now() + OVERLAP
    hook.secret = messages.mint()
    await session.flush()
    return hook


async def switch_on(session: AsyncSession, actor: Actor, hook_id: UUID) -> Hook:
    """Somebody has mended what was wrong: what it has not told yet, it tells."""
    hook, state = await get(session, actor, hook_id)
    state.disabled_at = state.rung_at = state.failing_since = state.next_try_at = state.last_error = None
    state.tries = 0
    return hook


async def end(session: AsyncSession, actor: Actor, hook_id: UUID) -> Hook:
    hook, _ = await get(session, actor, hook_id)
    hook.ended_at = now()
    log.info("hook ended", hook=str(hook.id), name=hook.name)
    return hook
