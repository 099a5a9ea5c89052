"""Signing in with name and password. A refusal is returned, not raised: its failure must be stored."""

import structlog
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import passwords, sessions, throttle, totp
from backend.accounts.models import Account
from backend.errors import DomainError, Invalid, TooManyRequests

log = structlog.get_logger()


async def sign_in(session: AsyncSession, name: str, password: str, code: str, browser: str) -> str | DomainError:
    """The token of a new session, or why there is none."""
    turn = await throttle.take_turn(session, name)
    if seconds := throttle.seconds_to_wait(turn):
        log.warning("sign-in refused", reason="throttled")
        return TooManyRequests(f"输错次数太多，请等{minutes(seconds)}再试。急用请向管理员要登录链接", seconds)

    account = (await session.exec(select(Account).where(Account.name == name.strip().casefold()))).one_or_none()
    right = await passwords.matches(account.password if account else None, password)
    if account is None or not right or account.disabled_at:
        return refused("password", account, throttle.count(turn), "账号或密码不对，请检查后再试")

    step = None
    if account.totp_secret:
        if not code:
            return Invalid.field("code", "这个账号开通了动态口令：请填手机上显示的6位数字，密码也再输一次")
        step = await totp.fresh_step(session, account, code)
        if step is None:
            return refused("totp", account, throttle.count(turn), "动态口令不对或已用过，请等下一个数字")

    await session.delete(turn)
    log.info("signed in", account=str(account.id), by="password", totp=step is not None)
    return await sessions.start(session, account, browser, totp_step=step)


def refused(reason: str, account: Account | None, wait: int, sentence: str) -> DomainError:
    """The typed name is not logged: people type their password there."""
    log.warning("sign-in refused", reason=reason, account=str(account.id) if account else None)
    return Invalid(f"{sentence}。输错次数多了，要等{wait}分钟才能再试" if wait else sentence)


def minutes(seconds: int) -> str:
    return f"{-(-seconds // 60)}分钟"
