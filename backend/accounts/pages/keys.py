"""Keys, for administrators."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import keys, scopes
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.accounts.models import Permission
from backend.accounts.schemas import KeyIn
from backend.clock import now
from backend.db import Session
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/admin/keys")


@router.get("")
async def list_keys(request: Request, session: Session, actor: Person) -> Response:
    return await show(request, session, actor, Form.known(permission=Permission.READ, scope=scopes.ALL, days=180))


@router.post("")
async def create_key(request: Request, session: Session, actor: Person) -> Response:
    """The key stands on this answer only."""
    form = await Form.read(request, KeyIn)
    if not form.errors:
        given = form.value
        scope = scopes.from_text(given.scope) or {}
        async with form.tries(session):
            key = await keys.create_key(session, actor, given.name, given.permission, scope, days=given.days)
    if form.errors:
        return await show(request, session, actor, form)
    return page(request, "accounts/key_made.html", key=key, holder=form.value.name)


@router.post("/{prefix}/revoke")
async def revoke_key(request: Request, prefix: str, session: Session, actor: Person) -> Response:
    key = await keys.revoke_key(session, actor, prefix)
    return see_other(request, "list_keys", notice=f"密钥 {key.prefix} 已作废")


async def show(request: Request, session: AsyncSession, actor: Actor, form: Form[Any]) -> Response:
    return page(
        request,
        "accounts/keys.html",
        form.status,
        keys=await keys.all_keys(session, actor),
        form=form,
        permissions=Permission,
        scopes=await scopes.options(session),
        in_words=scopes.in_words,
        now=now(),
    )
