"""Keys with which programs call the API, as administrators give and take them."""

from datetime import timedelta

import structlog
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import addresses, queries, scopes
from backend.accounts.actor import Actor
from backend.accounts.key_format import mint
from backend.accounts.models import ApiKey, Permission
from backend.accounts.service import require_administrator
from backend.clock import now
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import digest

log = structlog.get_logger()
LONGEST = 365
TWO_FOR_ROTATION = 2  # the new one is put in while the old one still works


async def all_keys(session: AsyncSession, actor: Actor) -> list[ApiKey]:
    require_administrator(actor)
    return list((await session.exec(queries.keys())).all())


async def get_key(session: AsyncSession, actor: Actor, prefix: str) -> ApiKey:
    require_administrator(actor)
    key = (await session.exec(select(ApiKey).where(ApiKey.prefix == prefix))).one_or_none()
    if key is None:
        raise NotFound("没有这把密钥，请从密钥列表里选")
    return key


async def create_key(  # noqa: PLR0913  a key is that much
    session: AsyncSession,
    actor: Actor,
    name: str,
    permission: Permission,
    scope: dict[str, str],
    *,
    days: int = 180,
    only_from: str = "",
) -> str:
    """The key itself, to be shown once: only its hash is kept."""
    require_administrator(actor)
    if not 1 <= days <= LONGEST:
        raise Invalid.field("days", f"有效期为1至{LONGEST}天", days)
    live = select(ApiKey.id).where(ApiKey.name == name, col(ApiKey.revoked_at).is_(None), ApiKey.expires_at > now())
    if len((await session.exec(live)).all()) >= TWO_FOR_ROTATION:
        raise Conflict(f"“{name}”已有两把可用的密钥，请先作废一把旧的")
    prefix, token = mint()
    session.add(
        ApiKey(
            name=name,
            prefix=prefix,
            secret_hash=digest(token),
            permission=permission,
            scope=await scopes.checked(session, scope),
            addresses=addresses.parsed(only_from),
            created_by_id=actor.person_id,
            expires_at=now() + timedelta(days=days),
        )
    )
    await session.flush()
    log.info("key made", key=prefix, permission=permission)
    return token


async def rotate_key(session: AsyncSession, actor: Actor, prefix: str, *, days: int = 180) -> str:
    """Another key that may do the same. The old one works until it is revoked, so that nobody stands still between."""
    old = await get_key(session, actor, prefix)
    if old.revoked_at:
        raise Conflict("这把密钥已作废，请另做一把")
    only_from = " ".join(old.addresses)
    return await create_key(session, actor, old.name, old.permission, old.scope, days=days, only_from=only_from)


async def limit_key(session: AsyncSession, actor: Actor, prefix: str, only_from: str) -> ApiKey:
    """Say from where a key may be used, from the next request on; nothing means from anywhere."""
    key = await get_key(session, actor, prefix)
    key.addresses = addresses.parsed(only_from)
    await session.flush()
    log.info("key limited", key=prefix, addresses=key.addresses)
    return key


async def revoke_key(session: AsyncSession, actor: Actor, prefix: str) -> ApiKey:
    """From the next request on the key does not work; that it is revoked already is fine."""
    key = await get_key(session, actor, prefix)
    key.revoked_at = key.revoked_at or now()
    log.info("key revoked", key=prefix)
    return key
