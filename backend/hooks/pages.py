"""变更通知: hooks, for administrators in person."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts import scopes
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.clock import now
from backend.db import Session
from backend.hooks import messages, sending, service
from backend.hooks.schemas import HookIn
from backend.ids import uuid7
from backend.outgoing.failing import NotSent
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/admin/hooks", include_in_schema=False)


@router.get("")
async def list_hooks(request: Request, session: Session, actor: Person) -> Response:
    return await show(request, session, actor, Form.known())


@router.post("")
async def create_hook(request: Request, session: Session, actor: Person) -> Response:
    """The secret stands on this answer only."""
    form = await Form.read(request, HookIn)
    if not form.errors:
        async with form.tries(session):
            hook = await service.create(session, actor, form.value.key, form.value.url)
    if form.errors:
        return await show(request, session, actor, form)
    return page(request, "hooks/secret.html", hook=hook, renewed=False)


@router.post("/{hook_id}/secret")
async def renew_hook_secret(request: Request, hook_id: UUID, session: Session, actor: Person) -> Response:
    return page(request, "hooks/secret.html", hook=await service.renew_secret(session, actor, hook_id), renewed=True)


@router.post("/{hook_id}/test")
async def try_hook(request: Request, hook_id: UUID, session: Session, actor: Person) -> Response:
    """Ask the platform now, and say what came of it. Nothing of the hook's state changes."""
    hook, _ = await service.get(session, actor, hook_id)
    await db.release(session)
    try:
        await sending.post(hook, f"msg_{uuid7().hex}", messages.trial(now()))
        notice = f"{hook.name}收到了试发的通知"
    except NotSent as error:
        notice = f"没有发成：{error.sentence}"
    return see_other(request, "list_hooks", notice=notice)


@router.post("/{hook_id}/on")
async def switch_hook_on(request: Request, hook_id: UUID, session: Session, actor: Person) -> Response:
    hook = await service.switch_on(session, actor, hook_id)
    return see_other(request, "list_hooks", notice=f"{hook.name}的通知已重新启用，没通知到的马上补发")


@router.post("/{hook_id}/end")
async def end_hook(request: Request, hook_id: UUID, session: Session, actor: Person) -> Response:
    hook = await service.end(session, actor, hook_id)
    return see_other(request, "list_hooks", notice=f"{hook.name}的通知已停掉")


async def show(request: Request, session: AsyncSession, actor: Actor, form: Form[Any]) -> Response:
    found = await service.all_hooks(session, actor)
    live = await service.live_keys(session, actor)
    served = {(key.name, str(key.scope)) for key in live}
    return page(
        request,
        "hooks/hooks.html",
        form.status,
        hooks=[(hook, state, (hook.name, str(hook.scope)) in served) for hook, state in found],
        form=form,
        keys=[(key.prefix, f"{key.name}（{scopes.in_words(key.scope)}）") for key in live],
        in_words=scopes.in_words,
        now=now(),
    )
