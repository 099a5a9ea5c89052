"""Signed-in browsers. The token lives in the browser's cookie; here is only its hash."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account, SignIn
from backend.clock import now
from backend.config import settings
from backend.errors import NotFound
from backend.ids import digest

SEEN_EVERY = timedelta(minutes=5)  # a read should not have to write


async def start(
    session: AsyncSession, account: Account, browser: str, *, by_link: bool = False, totp_step: int | None = None
) -> str:
    """A new session; returns the token for the cookie, which is not kept."""
    token = secrets.token_hex(32)
    session.add(
        SignIn(
            token_hash=digest(token),
            account_id=account.id,
            expires_at=now() + timedelta(days=settings.session_days),
            browser=browser[:200],
            by_link=by_link,
            totp_step=totp_step,
        )
    )
    await session.flush()
    return token


async def all_of(session: AsyncSession, account_id: UUID | None) -> list[SignIn]:
    """The live sessions of a person, the last seen first."""
    query = select(SignIn).where(SignIn.account_id == account_id, col(SignIn.ended_at).is_(None))
    query = query.where(SignIn.expires_at > now()).order_by(col(SignIn.seen_at).desc())
    return list((await session.exec(query)).all())


async def end(session: AsyncSession, account_id: UUID | None, sign_in_id: UUID) -> None:
    """End one's own session; that it has ended already is fine."""
    query = select(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == account_id)
    found = (await session.exec(query)).one_or_none()
    if found is None:
        raise NotFound("没有这个登录，可能已经退出")
    found.ended_at = found.ended_at or now()


async def end_here(session: AsyncSession, token: str) -> None:
    """Whoever signs in leaves the session that this browser had before."""
    here = (col(SignIn.token_hash) == digest(token), col(SignIn.ended_at).is_(None))
    await session.exec(update(SignIn).where(*here).values(ended_at=now()))


async def end_all(session: AsyncSession, account_id: UUID | None, *, but: UUID | None = None) -> None:
    ending = update(SignIn).where(col(SignIn.account_id) == account_id, col(SignIn.ended_at).is_(None))
    if but:
        ending = ending.where(col(SignIn.id) != but)
    await session.exec(ending.values(ended_at=now()))


def seen(sign_in: SignIn) -> None:
    if now() - sign_in.seen_at > SEEN_EVERY:
        sign_in.seen_at = now()
