"""Accounts, as administrators keep them."""

import structlog
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import links, policy, queries, scopes, sessions
from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role, Unit
from backend.accounts.schemas import AccountChange, AccountEdit, AccountIn
from backend.clock import now
from backend.errors import Conflict, Invalid, NotFound, Stale, require

log = structlog.get_logger()
ONLY_ADMINISTRATORS = "账号、单位和密钥只有管理员可以管理，请找管理员办理"


def require_administrator(actor: Actor) -> None:
    require(policy.may_administer(actor), ONLY_ADMINISTRATORS)


async def all_accounts(session: AsyncSession, actor: Actor, words: str = "", role: Role | None = None) -> list[Account]:
    require_administrator(actor)
    return list((await session.exec(queries.matching(queries.accounts(), words, role))).all())


async def get(session: AsyncSession, actor: Actor, name: str, *, to_change: bool = False) -> Account:
    require_administrator(actor)
    query = queries.accounts().where(Account.name == name)
    if to_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    account = (await session.exec(query)).one_or_none()
    if account is None:
        raise NotFound("没有这个账号，请从账号列表里打开")
    return account


async def create(session: AsyncSession, actor: Actor, new: AccountIn) -> Account:
    require_administrator(actor)
    if (await session.exec(select(Account.id).where(Account.name == new.name))).first():
        raise Conflict(f"账号“{new.name}”已经有了，请换一个，例如加上单位简称")
    account = Account(name=new.name, person=new.person, role=new.role)
    await apply(session, account, new)
    session.add(account)
    await session.flush()
    return account


async def update(session: AsyncSession, actor: Actor, name: str, edit: AccountEdit) -> Account:
    account = await get(session, actor, name, to_change=True)
    if edit.base_version != account.version:
        raise Stale("这个账号刚被别人改过，请刷新后再改", current_version=account.version)
    if edit.role is not Role.ADMINISTRATOR:
        await keep_one_administrator(session, account)
    await apply(session, account, edit)
    account.version += 1
    await session.flush()
    return account


async def apply(session: AsyncSession, account: Account, change: AccountChange) -> None:
    unit = (await session.exec(select(Unit).where(Unit.code == change.unit))).one_or_none() if change.unit else None
    if change.unit and unit is None:
        raise Invalid.field("unit", "没有这个单位，请从列表里选", change.unit)
    scope = scopes.from_text(change.scope) if change.role is Role.READER else None
    if change.role is Role.READER and scope is None:
        raise Invalid.field("scope", "查阅账号要选可以看哪些项目")
    account.scope = None if scope is None else await scopes.checked(session, scope)
    account.unit_id, account.unit = (unit.id, unit) if unit else (None, None)
    account.person, account.role, account.title = change.person, change.role, change.title
    account.phone, account.email = change.phone, change.email


async def keep_one_administrator(session: AsyncSession, account: Account) -> None:
    administrators = (await session.exec(queries.enabled_administrators())).all()
    if [each.id for each in administrators] == [account.id]:
        raise Conflict("这是最后一个可用的管理员账号，请先另设一位管理员")


async def disable(session: AsyncSession, actor: Actor, name: str) -> Account:
    """The person is signed out everywhere and cannot come back; what they did stays theirs."""
    account = await get(session, actor, name, to_change=True)
    await keep_one_administrator(session, account)
    require(policy.may_disable(actor, account), "不能停用自己的账号，请让另一位管理员来办")
    if account.disabled_at is None:
        account.disabled_at = now()
        account.version += 1
        await sessions.end_all(session, account.id)
        await links.void_links(session, account)
        log.info("account disabled", account=str(account.id))
    return account


async def enable(session: AsyncSession, actor: Actor, name: str) -> Account:
    account = await get(session, actor, name, to_change=True)
    if account.disabled_at is not None:
        account.disabled_at = None
        account.version += 1
    return account


async def drop_codes(session: AsyncSession, actor: Actor, name: str) -> Account:
    """The telephone with the one-time codes is lost: the person signs in without, and may set up another."""
    account = await get(session, actor, name, to_change=True)
    account.totp_secret = None
    log.info("one-time codes dropped", account=str(account.id))
    return account


async def link_for(session: AsyncSession, actor: Actor, name: str) -> str:
    account = await get(session, actor, name)
    if account.disabled_at:
        raise Conflict("这个账号已停用，请先启用再做登录链接")
    log.info("sign-in link made", account=str(account.id))
    return await links.make_link(session, account)


async def first_administrator(session: AsyncSession) -> Account:
    """The account with which an installation begins; a second call finds it."""
    account = (await session.exec(select(Account).where(Account.name == "admin"))).one_or_none()
    if account is None:
        account = Account(name="admin", person="管理员", role=Role.ADMINISTRATOR)
        session.add(account)
        await session.flush()
    return account
