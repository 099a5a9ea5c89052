"""发送记录: what left the house and what did not, for administrators."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.accounts.service import require_administrator
from backend.db import Session
from backend.errors import Conflict, NotFound
from backend.outgoing.models import Channel, OutgoingMessage, Sending
from backend.outgoing.posting import is_ready
from backend.outgoing.sending import again
from backend.web.schema import Blank, Input
from backend.web.templating import page, see_other

router = APIRouter(prefix="/admin/outgoing", include_in_schema=False)
SHOWN = 50


class Asked(Input):
    state: Annotated[Sending | None, Blank] = None
    before: Annotated[UUID | None, Blank] = None


@router.get("")
async def list_outgoing(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    require_administrator(person)
    rows = await _newest(session, asked)
    return page(
        request,
        "outgoing/list.html",
        rows=rows[:SHOWN],
        more=rows[SHOWN - 1].id if len(rows) > SHOWN else None,
        asked=asked,
        states=Sending,
        channels=[(channel, is_ready(channel)) for channel in Channel],
    )


@router.post("/{message_id}/again")
async def send_again(request: Request, message_id: UUID, session: Session, person: Person) -> Response:
    require_administrator(person)
    row = await session.get(OutgoingMessage, message_id, with_for_update=True)
    if row is None:
        raise NotFound("没有这条发送记录")
    if row.state is not Sending.FAILED:
        raise Conflict(f"这条{row.state.label}，不用重新发送")
    await again(session, row)
    return see_other(request, "list_outgoing", notice="已重新排队，马上发送")


async def _newest(session: AsyncSession, asked: Asked) -> list[OutgoingMessage]:
    query = select(OutgoingMessage).order_by(col(OutgoingMessage.id).desc()).limit(SHOWN + 1)
    if asked.state:
        query = query.where(OutgoingMessage.state == asked.state)
    if asked.before:
        query = query.where(OutgoingMessage.id < asked.before)
    return list(await session.exec(query))
