"""Sending the message of a hook until it is taken, with growing pauses; after days without success, no more.

A worker that dies between the platform's yes and our commit sends the same message again, with the same id."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import structlog
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, jobs
from backend.clock import now
from backend.errors import Forbidden
from backend.hooks import alarm, messages, service
from backend.hooks.models import Hook, HookState
from backend.hooks.ringing import TASK
from backend.ids import uuid7
from backend.outgoing.addresses import client
from backend.outgoing.failing import NotSent
from backend.timeline import following

log = structlog.get_logger()
PAUSES = [timedelta(seconds=5), *(timedelta(minutes=each) for each in (1, 5, 30, 120, 300))]
"""Then every five hours."""
GIVEN_UP_AFTER = timedelta(days=5)
LONGEST = 500
SECONDS = 15
TAKEN = range(200, 300)


@dataclass(frozen=True)
class Letter:
    """A message as it goes out, and how far the feed had come when it was written."""

    hook: Hook
    id: str
    body: str
    head: int


async def not_sendable(hook_id: str) -> None:
    """The job itself failed for the last time, as when its worker was killed each time."""
    await _settle(UUID(hook_id), NotSent("发送程序多次中断，原因见日志"), None)


@jobs.task(TASK, given_up=not_sendable)
async def send(hook_id: str) -> None:
    """No transaction is open while the platform is asked."""
    async with db.begin(via="worker") as session:
        letter = await _letter(session, UUID(hook_id))
    if letter is None:
        return
    try:
        await post(letter.hook, letter.id, letter.body)
    except NotSent as error:
        await _settle(letter.hook.id, error, letter)
    else:
        await _settle(letter.hook.id, None, letter)


async def post(hook: Hook, message_id: str, body: str) -> None:
    """Hand it over, or tell in words why it was not taken. What the platform answers is not read."""
    given: dict[str, Any] = {"content": body.encode(), "headers": messages.headers(hook, message_id, body, now())}
    try:
        async with asyncio.timeout(SECONDS), client() as http, http.stream("POST", hook.url, **given) as answer:
            status = answer.status_code
    except Forbidden as error:
        raise NotSent(error.message) from None
    except TimeoutError:
        raise NotSent(f"对方{SECONDS}秒内没有答复") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotSent(f"连不上对方（{type(error).__name__}）") from None
    if status not in TAKEN:
        raise NotSent(f"对方答复 {status}，要 2xx 才算收到", final=status == httpx.codes.GONE)


async def _letter(session: AsyncSession, hook_id: UUID) -> Letter | None:
    """What is to be sent now; none where it was ended or settled meanwhile, or the job came too early."""
    hook, state = await _held(session, hook_id)
    if hook is None or state is None or not state.rung_at or hook.ended_at or state.disabled_at:
        return None
    if state.next_try_at and state.next_try_at > now():
        return None
    if not await service.has_live_key(session, hook):
        state.rung_at = None
        return None
    head = await following.head(session, messages.reader(hook))
    return Letter(hook, state.message_id or f"msg_{uuid7().hex}", await messages.news(session, hook, state), head.seq)


async def _settle(hook_id: UUID, error: NotSent | None, letter: Letter | None) -> None:
    async with db.begin(via="worker") as session:
        hook, state = await _held(session, hook_id)
        if hook is None or state is None or not state.rung_at or (letter and state.message_id != letter.id):
            return
        if error is None and letter:
            _taken(state, letter.head)
        elif error:
            await _failed(session, hook, state, error)


def _taken(state: HookState, head: int) -> None:
    state.told_seq, state.last_sent_at = head, now()
    state.rung_at = state.message_id = state.failing_since = state.next_try_at = state.last_error = None
    state.tries = 0


async def _failed(session: AsyncSession, hook: Hook, state: HookState, error: NotSent) -> None:
    state.tries, state.last_error = state.tries + 1, error.sentence[:LONGEST]
    state.failing_since = state.failing_since or now()
    if error.final or now() - state.failing_since >= GIVEN_UP_AFTER:
        state.disabled_at, state.rung_at, state.next_try_at = now(), None, None
        log.error("hook disabled", hook=hook.name, failing_since=str(state.failing_since), reason=error.sentence)
        await alarm.tell_administrators(session, hook, state)
        return
    log.warning("hook not taken", hook=hook.name, tries=state.tries, reason=error.sentence)
    state.next_try_at = now() + PAUSES[min(state.tries, len(PAUSES)) - 1]
    await session.flush()
    await jobs.enqueue(session, TASK, not_before=state.next_try_at, hook_id=str(hook.id))


async def _held(session: AsyncSession, hook_id: UUID) -> tuple[Hook | None, HookState | None]:
    query = select(HookState).where(HookState.hook_id == hook_id).with_for_update()
    return await session.get(Hook, hook_id), (await session.exec(query)).one_or_none()
