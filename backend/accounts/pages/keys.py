"""Keys, for administrators in person: no key manages keys."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import expiring, keys, scopes, using
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.accounts.models import ApiKey, Permission
from backend.accounts.schemas import KeyAddressesIn, KeyDaysIn, KeyIn
from backend.clock import now, today
from backend.db import Session
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/admin/keys")
WEEK, MONTH = 7, 30
NEW = 180
"""Days, unless somebody says otherwise."""


@router.get("")
async def list_keys(request: Request, session: Session, actor: Person) -> Response:
    return await show(request, session, actor, Form.known(permission=Permission.READ, scope=scopes.ALL, days=NEW))


@router.post("")
async def create_key(request: Request, session: Session, actor: Person) -> Response:
    """The key stands on this answer only."""
    form = await Form.read(request, KeyIn)
    if not form.errors:
        given = form.value
        scope = scopes.from_text(given.scope) or {}
        async with form.tries(session):
            key = await keys.create_key(
                session, actor, given.name, given.permission, scope, days=given.days, only_from=given.addresses
            )
    if form.errors:
        return await show(request, session, actor, form)
    return page(request, "accounts/key_made.html", key=key, holder=form.value.name, old=None)


@router.get("/{prefix}")
async def show_key(request: Request, prefix: str, session: Session, actor: Person) -> Response:
    return await show_one(request, session, await keys.get_key(session, actor, prefix))


@router.post("/{prefix}/addresses")
async def limit_key(request: Request, prefix: str, session: Session, actor: Person) -> Response:
    key = await keys.get_key(session, actor, prefix)
    form = await Form.read(request, KeyAddressesIn)
    if not form.errors:
        async with form.tries(session):
            await keys.limit_key(session, actor, prefix, form.value.addresses)
    if form.errors:
        return await show_one(request, session, key, form)
    notice = "已保存，只能从这些地址使用" if key.addresses else "已保存，从哪里都可以用"
    return see_other(request, "show_key", notice=notice, prefix=prefix)


@router.post("/{prefix}/rotate")
async def rotate_key(request: Request, prefix: str, session: Session, actor: Person) -> Response:
    """The new key stands on this answer only; the old one goes on."""
    old = await keys.get_key(session, actor, prefix)
    form = await Form.read(request, KeyDaysIn)
    if not form.errors:
        async with form.tries(session):
            key = await keys.rotate_key(session, actor, prefix, days=form.value.days)
    if form.errors:
        return await show_one(request, session, old, form)
    return page(request, "accounts/key_made.html", key=key, holder=old.name, old=old)


@router.post("/{prefix}/revoke")
async def revoke_key(request: Request, prefix: str, session: Session, actor: Person) -> Response:
    key = await keys.revoke_key(session, actor, prefix)
    return see_other(request, "list_keys", notice=f"密钥 {key.prefix} 已作废")


async def show(request: Request, session: AsyncSession, actor: Actor, form: Form[Any]) -> Response:
    found = await keys.all_keys(session, actor)
    calls = await using.calls(session, [key.id for key in found], WEEK)
    return page(
        request,
        "accounts/keys.html",
        form.status,
        keys=found,
        calls={key.id: (calls[key.id].get(today(), 0), sum(calls[key.id].values())) for key in found},
        ending={key.id: expiring.days_left(key, now()) for key in await expiring.expiring(session)},
        form=form,
        permissions=Permission,
        scopes=await scopes.options(session),
        **frame(),
    )


async def show_one(request: Request, session: AsyncSession, key: ApiKey, form: Form[Any] | None = None) -> Response:
    calls = (await using.calls(session, [key.id], MONTH))[key.id]
    form = form or Form.known(addresses="\n".join(key.addresses), days=NEW)
    shown_from = request.client.host if request.client else ""
    return page(
        request,
        "accounts/key.html",
        form.status,
        key=key,
        form=form,
        days=using.by_day(calls, MONTH),
        called=sum(calls.values()),
        shown_from=shown_from,
        **frame(),
    )


def frame() -> dict[str, Any]:
    return {"in_words": scopes.in_words, "now": now()}
