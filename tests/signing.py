"""Signed-in people and keys for tests, made as the house stores them."""

from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.key_format import mint
from backend.accounts.models import Account, ApiKey, Permission, SignIn
from backend.clock import now
from backend.ids import digest


def token_of(account: Account) -> str:
    return f"browser-of-{account.id}"


async def sign_in(session: AsyncSession, account: Account) -> Account:
    token = digest(token_of(account))
    session.add(SignIn(account_id=account.id, token_hash=token, expires_at=now() + timedelta(days=1)))
    await session.flush()
    return account


async def key(session: AsyncSession, permission: Permission = Permission.READ, **given: Any) -> str:
    """A key as the program holds it."""
    prefix, token = mint()
    fields = {"name": "开发区平台", "prefix": prefix, "expires_at": now() + timedelta(days=30)} | given
    session.add(ApiKey(permission=permission, secret_hash=digest(token), **fields))
    await session.flush()
    return token
