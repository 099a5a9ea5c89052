"""A platform sees what became of the notifications that go to it; only administrators make and end them, in person."""

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.hooks import service
from backend.hooks.schemas import HookOut, HooksOut
from backend.web.conditional import answer_with

router = APIRouter(prefix="/hooks", tags=["变更"])


@router.get("", response_model=HooksOut)
async def list_hooks(request: Request, session: Session, caller: Caller) -> Response:
    """发给这把密钥的变更通知：最近一次何时送到，没送到的试了几次、为什么、下次何时再试，停了没有。新设和停掉由管理员办理。"""
    found = await service.of_holder(session, caller)
    items = [
        HookOut.model_validate(
            {**state.model_dump(), "id": hook.id, "url": hook.url, "is_disabled": bool(state.disabled_at)}
        )
        for hook, state in found
    ]
    return answer_with(request, HooksOut(items=items))
