"""Who is calling: a person by the cookie of their session, a program by its key. Each door takes one of them."""

from collections.abc import Callable
from typing import Annotated

import structlog
from fastapi import Depends, Request
from sqlalchemy import literal
from sqlalchemy.sql.expression import ScalarSelect
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import addresses, allowance, sessions
from backend.accounts.actor import Actor
from backend.accounts.cookie import cookie_name
from backend.accounts.key_format import well_formed
from backend.accounts.models import Account, ApiKey, Permission, SignIn
from backend.clock import now
from backend.db import Session, act_as
from backend.errors import Forbidden, Unauthenticated
from backend.ids import digest
from backend.web.origin import same_origin

log = structlog.get_logger()
unread: list[Callable[[], ScalarSelect[int]]] = []
"""What counts the unread reminders of the `Account` of a statement: `backend.wiring` fills it."""
READING = {"GET", "HEAD"}
FOR_ACCOUNT = "x-for-account"
"""Whose work a phone sends that kept it for a while: it is taken from nobody else."""


async def signed_in(request: Request, session: Session) -> Actor:
    """The person whose browser this is."""
    same_origin(request)
    token = request.cookies.get(cookie_name(request), "")
    query = (
        select(Account, SignIn, unread[0]() if unread else literal(0))
        .join(SignIn, col(SignIn.account_id) == Account.id)
        .where(SignIn.token_hash == digest(token), col(SignIn.ended_at).is_(None), SignIn.expires_at > now())
        .where(col(Account.disabled_at).is_(None))
    )
    found = (await session.exec(query)).one_or_none() if token else None
    if found is None:
        raise Unauthenticated("请先登录")
    account, sign_in, request.state.unread = found
    if request.headers.get(FOR_ACCOUNT, str(account.id)) != str(account.id):
        raise Unauthenticated("现在登录的是另一个账号，这一条请用原来的账号登录后再传")
    sessions.seen(sign_in)
    request.state.sign_in = sign_in
    return await enter(request, session, Actor.of(account))


async def key_holder(request: Request, session: Session) -> Actor:
    """The program whose key this is. It is charged for the request before the transaction of the request begins."""
    await charged(request)
    key = await live_key(request, session)
    if key.permission is Permission.READ and request.method not in READING:
        raise Forbidden("这把密钥是只读的，不能写入：请换一把读写密钥，或请项目办在页面上办理")
    return await enter(request, session, Actor.holding(key))


async def charged(request: Request) -> bool:
    """Whether the caller has a key that there is, which pays for this request: once, whichever way it is answered."""
    token = token_of(request)
    share = await allowance.share_of(digest(token)) if well_formed(token) else None
    if share and getattr(request.state, "quota", None) is None:
        request.state.quota = share
        share.charge()
    return share is not None


async def live_key(request: Request, session: AsyncSession) -> ApiKey:
    token = token_of(request)
    if not token:
        raise Unauthenticated("请带密钥：Authorization: Bearer sanpi_…，密钥由管理员发给")
    query = select(ApiKey).where(ApiKey.secret_hash == digest(token))
    key = (await session.exec(query)).one_or_none() if well_formed(token) else None
    if key is None:
        raise refused("unknown", "密钥不对：请完整复制，不要缺字；仍不行请向管理员换一把新的")
    if key.revoked_at:
        raise refused("revoked", "密钥已作废，请向管理员换一把新的")
    if key.expires_at <= now():
        raise refused("expired", "密钥已过期，请向管理员换一把新的")
    host = request.client.host if request.client else None
    if not addresses.permits(key.addresses, host):
        log.warning("key refused", reason="address", key=key.prefix, address=host)
        raise Forbidden(f"这把密钥只能从登记的地址使用，这次来自 {host}：请管理员把它加上，或从登记的地址来")
    return key


def token_of(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def refused(reason: str, sentence: str) -> Unauthenticated:
    log.warning("key refused", reason=reason)
    return Unauthenticated(sentence)


async def enter(request: Request, session: Session, actor: Actor) -> Actor:
    await act_as(session, actor.id, actor.via)
    request.state.account = actor
    return actor


def sign_in_here(request: Request) -> SignIn:
    """The session of this very browser; ask only where a person has been let in."""
    found: SignIn = request.state.sign_in
    return found


Person = Annotated[Actor, Depends(signed_in, scope="function")]
Caller = Annotated[Actor, Depends(key_holder, scope="function")]
