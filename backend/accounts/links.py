"""One-time links that sign a person in: sent by chat, opened on a phone, where nobody likes to type a password."""

import secrets
from datetime import timedelta

import structlog
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import sessions
from backend.accounts.models import Account, SignInLink
from backend.clock import now
from backend.config import settings
from backend.errors import DomainError, Gone
from backend.ids import digest

log = structlog.get_logger()
USED_UP = "这个登录链接已经用过、已过期或不完整，请向管理员要一个新的"


async def make_link(session: AsyncSession, account: Account) -> str:
    """The full address, to be shown once. Earlier links of the account stop working."""
    await void_links(session, account)
    token = secrets.token_urlsafe(32)
    expires_at = now() + timedelta(hours=settings.link_hours)
    session.add(SignInLink(token_hash=digest(token), account_id=account.id, expires_at=expires_at))
    await session.flush()
    return f"{settings.base_url}/sign-in/{token}"


async def void_links(session: AsyncSession, account: Account) -> None:
    unused = (col(SignInLink.account_id) == account.id, col(SignInLink.used_at).is_(None))
    await session.exec(update(SignInLink).where(*unused, col(SignInLink.expires_at) > now()).values(expires_at=now()))


async def owner_of(session: AsyncSession, token: str) -> Account | None:
    """Whom the link would sign in. Looking uses nothing up: chat programs open links to draw a preview."""
    query = (
        select(Account)
        .join(SignInLink, col(SignInLink.account_id) == Account.id)
        .where(SignInLink.token_hash == digest(token), col(SignInLink.used_at).is_(None))
        .where(SignInLink.expires_at > now(), col(Account.disabled_at).is_(None))
    )
    return (await session.exec(query)).one_or_none()


async def use_link(session: AsyncSession, token: str, browser: str) -> str | DomainError:
    """The token of a new session, or why there is none. Of two that use the link at once, one gets in."""
    account = await owner_of(session, token)
    using = update(SignInLink).where(col(SignInLink.token_hash) == digest(token), col(SignInLink.used_at).is_(None))
    if account is None or not (await session.exec(using.values(used_at=now()))).rowcount:
        log.warning("sign-in refused", reason="link")
        return Gone(USED_UP)
    log.info("signed in", account=str(account.id), by="link")
    return await sessions.start(session, account, browser, by_link=True)
