"""Who is calling: a person by the cookie of their session, a program by its key. Each door takes one of them."""

from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import col, select

from backend.accounts.actor import Actor
from backend.accounts.models import Account, ApiKey, SignIn
from backend.clock import now
from backend.db import Session, act_as
from backend.errors import Unauthenticated
from backend.ids import digest
from backend.web.origin import same_origin

COOKIE = "sid"


def cookie_name(request: Request) -> str:
    """Over HTTPS browsers hold the cookie to this host; on plain http at home they would drop that name."""
    return f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE


async def signed_in(request: Request, session: Session) -> Actor:
    """The person whose browser this is."""
    same_origin(request)
    token = request.cookies.get(cookie_name(request), "")
    query = (
        select(Account)
        .join(SignIn, col(SignIn.account_id) == Account.id)
        .where(SignIn.token_hash == digest(token), col(SignIn.ended_at).is_(None), SignIn.expires_at > now())
        .where(col(Account.disabled_at).is_(None))
    )
    account = (await session.exec(query)).one_or_none() if token else None
    if account is None:
        raise Unauthenticated("请先登录")
    return await enter(request, session, Actor.of(account))


async def key_holder(request: Request, session: Session) -> Actor:
    """The program whose key this is."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    query = select(ApiKey).where(ApiKey.secret_hash == digest(token), col(ApiKey.revoked_at).is_(None))
    key = (await session.exec(query)).one_or_none() if scheme.lower() == "bearer" else None
    if key is None:
        raise Unauthenticated("请带密钥：Authorization: Bearer sanpi_…，密钥由管理员发给")
    if key.expires_at <= now():
        raise Unauthenticated("密钥已过期，请向管理员换一把新的")
    return await enter(request, session, Actor.holding(key))


async def enter(request: Request, session: Session, actor: Actor) -> Actor:
    await act_as(session, actor.id, actor.via)
    request.state.account = actor
    return actor


Person = Annotated[Actor, Depends(signed_in, scope="function")]
Caller = Annotated[Actor, Depends(key_holder, scope="function")]
