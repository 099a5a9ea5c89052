"""What people do with their own account: the password, the one-time codes of their telephone."""

from datetime import timedelta

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import links, passwords, policy, queries, sessions, totp
from backend.accounts.actor import Actor
from backend.accounts.models import Account, SignIn
from backend.accounts.schemas import CodesIn, PasswordIn
from backend.accounts.weak_passwords import weakness
from backend.clock import now
from backend.errors import Conflict, Invalid, Unauthenticated, require

log = structlog.get_logger()
AFTER_LINK = timedelta(hours=1)


async def own(session: AsyncSession, actor: Actor) -> Account:
    account = (await session.exec(queries.accounts().where(Account.id == actor.id))).one_or_none()
    if account is None:
        raise Unauthenticated("请先登录")
    return account


def must_know_password(account: Account, here: SignIn) -> bool:
    """Not who has none, and not who forgot it and came by a one-time link just now."""
    return account.password is not None and not (here.by_link and here.created_at > now() - AFTER_LINK)


async def change_password(session: AsyncSession, actor: Actor, here: SignIn, given: PasswordIn) -> str:
    """Every session ends, this one too; the token of the new one is returned."""
    account = await own(session, actor)
    if must_know_password(account, here) and not await passwords.matches(account.password, given.current):
        raise Invalid.field("current", "现在的密码不对，请再输一次；忘了请向管理员要登录链接")
    if given.new != given.again:
        raise Invalid.field("again", "两次输入的新密码不一样，请再输一次")
    if fault := weakness(given.new, account, account.unit):
        raise Invalid.field("new", fault)
    account.password = await passwords.hash_of(given.new)
    await sessions.end_all(session, account.id)
    await links.void_links(session, account)
    log.info("password changed", account=str(account.id))
    return await sessions.start(session, account, here.browser, totp_step=here.totp_step)


async def own_for_codes(session: AsyncSession, actor: Actor) -> Account:
    """For somebody who may set up one-time codes and has none yet."""
    account = await own(session, actor)
    require(policy.may_use_codes(account.role), "动态口令只给管理员和项目办使用")
    if account.totp_secret:
        raise Conflict("动态口令已经开通；换手机请先关闭再开通")
    return account


async def start_codes(session: AsyncSession, actor: Actor, given: CodesIn) -> None:
    """From now on the password alone does not sign this person in. The first code proves that the app has it."""
    account = await own_for_codes(session, actor)
    if totp.step_of(given.secret, given.code) is None:
        raise Invalid.field("code", "数字不对，请看手机上现在显示的6位数字；若一直不对，请校准手机时间")
    account.totp_secret = given.secret
    log.info("one-time codes started", account=str(account.id))


async def stop_codes(session: AsyncSession, actor: Actor, code: str) -> None:
    account = await own(session, actor)
    if account.totp_secret and totp.step_of(account.totp_secret, code) is None:
        raise Invalid.field("code", "数字不对；手机丢了，请另一位管理员在账号页面取消")
    account.totp_secret = None
    log.info("one-time codes stopped", account=str(account.id))
