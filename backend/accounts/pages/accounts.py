"""Accounts, for administrators."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import holding, policy, scopes, service
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.accounts.models import Account, Role
from backend.accounts.schemas import AccountEdit, AccountIn
from backend.db import Session
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/admin/accounts")


@router.get("")
async def list_accounts(
    request: Request,
    session: Session,
    actor: Person,
    q: Annotated[str, Query(max_length=40)] = "",
    role: str = "",
) -> Response:
    chosen = Role(role) if role in set(Role) else None
    found = await service.all_accounts(session, actor, q.strip(), chosen)
    return page(request, "accounts/accounts.html", accounts=found, form=Form.known(q=q, role=role), roles=Role)


@router.get("/new")
async def new_account(request: Request, session: Session, actor: Person) -> Response:
    return await show_new(request, session, actor, Form.known(role=Role.STEWARD))


@router.post("")
async def create_account(request: Request, session: Session, actor: Person) -> Response:
    form = await Form.read(request, AccountIn)
    if not form.errors:
        async with form.tries(session):
            await service.create(session, actor, form.value)
    if form.errors:
        return await show_new(request, session, actor, form)
    notice = "账号已建好。现在做一个登录链接发给本人"
    return see_other(request, "show_account", notice=notice, name=form.value.name)


@router.get("/{name}")
async def show_account(request: Request, name: str, session: Session, actor: Person) -> Response:
    account = await service.get(session, actor, name)
    return await show(request, session, actor, account, filled(account))


@router.post("/{name}")
async def edit_account(request: Request, name: str, session: Session, actor: Person) -> Response:
    form = await Form.read(request, AccountEdit)
    if not form.errors:
        async with form.tries(session):
            await service.update(session, actor, name, form.value)
    if form.errors:
        return await show(request, session, actor, await service.get(session, actor, name), form)
    return see_other(request, "show_account", notice="已保存", name=name)


@router.post("/{name}/disable")
async def disable_account(request: Request, name: str, session: Session, actor: Person) -> Response:
    account = await service.disable(session, actor, name)
    left = "，请把下面的职责移交出去" if await holding.of(session, account) else ""
    return see_other(request, "show_account", notice=f"账号已停用，已退出全部登录{left}", name=name)


@router.post("/{name}/enable")
async def enable_account(request: Request, name: str, session: Session, actor: Person) -> Response:
    await service.enable(session, actor, name)
    return see_other(request, "show_account", notice="账号已启用", name=name)


@router.post("/{name}/codes/drop")
async def drop_codes(request: Request, name: str, session: Session, actor: Person) -> Response:
    await service.drop_codes(session, actor, name)
    return see_other(request, "show_account", notice="动态口令已取消，本人可以重新开通", name=name)


@router.post("/{name}/link")
async def make_link(request: Request, name: str, session: Session, actor: Person) -> Response:
    """Shown on this answer only: the link is a secret, and not kept."""
    link = await service.link_for(session, actor, name)
    return page(request, "accounts/link_made.html", owner=await service.get(session, actor, name), link=link)


def filled(account: Account) -> Form[Any]:
    return Form.known(
        person=account.person,
        role=account.role,
        unit=account.unit.code if account.unit else None,
        title=account.title,
        phone=account.phone,
        email=account.email,
        scope=scopes.as_text(account.scope),
        base_version=account.version,
    )


async def show(request: Request, session: AsyncSession, actor: Actor, account: Account, form: Form[Any]) -> Response:
    offered = await choices(session)
    known = {"may_disable": policy.may_disable(actor, account), "held": await holding.of(session, account)}
    return page(request, "accounts/account.html", form.status, owner=account, form=form, **known, **offered)


async def show_new(request: Request, session: AsyncSession, actor: Actor, form: Form[Any]) -> Response:
    service.require_administrator(actor)
    return page(request, "accounts/account_new.html", form.status, form=form, **await choices(session))


async def choices(session: AsyncSession) -> dict[str, Any]:
    units = list((await scopes.units_by_code(session)).items())
    return {"roles": Role, "units": units, "scopes": await scopes.options(session)}
