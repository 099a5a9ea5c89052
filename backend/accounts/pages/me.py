"""One's own account: who I am here, my password, where I am signed in."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import cookie, own_account, policy, sessions, totp
from backend.accounts.actor import Actor
from backend.accounts.auth import Person, sign_in_here
from backend.accounts.browsers import browser_name
from backend.accounts.schemas import CodeIn, CodesIn, PasswordIn
from backend.db import Session
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/me")


@router.get("")
async def show_me(request: Request, session: Session, actor: Person) -> Response:
    return await show(request, session, actor, Form.known())


@router.post("/password")
async def change_password(request: Request, session: Session, actor: Person) -> Response:
    form = await Form.read(request, PasswordIn)
    if not form.errors:
        async with form.tries(session):
            token = await own_account.change_password(session, actor, sign_in_here(request), form.value)
    if form.errors:
        return await show(request, session, actor, form)
    response = see_other(request, "show_me", notice="密码已改，其他地方的登录都已退出")
    cookie.give(response, request, token)
    return response


@router.post("/sessions/{sign_in_id}/end")
async def end_session(request: Request, sign_in_id: UUID, session: Session, actor: Person) -> Response:
    await sessions.end(session, actor.id, sign_in_id)
    return see_other(request, "show_me", notice="已退出那一处登录")


@router.post("/other-sessions/end")
async def end_other_sessions(request: Request, session: Session, actor: Person) -> Response:
    await sessions.end_all(session, actor.id, but=sign_in_here(request).id)
    return see_other(request, "show_me", notice="其他地方的登录都已退出")


@router.get("/codes")
async def show_codes(request: Request, session: Session, actor: Person) -> Response:
    return await show_secret(request, session, actor, Form.known())


@router.post("/codes")
async def start_codes(request: Request, session: Session, actor: Person) -> Response:
    form = await Form.read(request, CodesIn)
    if not form.errors:
        async with form.tries(session):
            await own_account.start_codes(session, actor, form.value)
    if form.errors:
        return await show_secret(request, session, actor, form)
    return see_other(request, "show_me", notice="动态口令已开通，下次用密码登录时要填")


@router.post("/codes/stop")
async def stop_codes(request: Request, session: Session, actor: Person) -> Response:
    form = await Form.read(request, CodeIn)
    if not form.errors:
        async with form.tries(session):
            await own_account.stop_codes(session, actor, form.value.code)
    if form.errors:
        return await show(request, session, actor, form)
    return see_other(request, "show_me", notice="动态口令已关闭")


async def show(request: Request, session: AsyncSession, actor: Actor, form: Form[Any]) -> Response:
    account = await own_account.own(session, actor)
    here = sign_in_here(request)
    return page(
        request,
        "accounts/me.html",
        form.status,
        account=account,
        form=form,
        here=here,
        signed_in=await sessions.all_of(session, actor.id),
        browser_name=browser_name,
        must_know_password=own_account.must_know_password(account, here),
        may_use_codes=policy.may_use_codes(account.role),
    )


async def show_secret(request: Request, session: AsyncSession, actor: Actor, form: Form[Any]) -> Response:
    """The secret goes back and forth in the form: nothing is stored before the first code has proved it."""
    account = await own_account.own_for_codes(session, actor)
    secret = str(form.posted.get("secret") or totp.new_secret())
    address = totp.address(secret, account.name)
    return page(request, "accounts/codes.html", form.status, form=form, secret=secret, address=address)
