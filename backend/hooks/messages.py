"""What is sent: a small signed JSON that names a place of the feed, by the rules of Standard Webhooks."""

import base64
import json
import secrets
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from standardwebhooks import Webhook

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.config import settings
from backend.hooks.models import Hook, HookState
from backend.timeline import following

CHANGED, TEST = "changes.available", "test"
BYTES = 32


def mint() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def reader(hook: Hook) -> Actor:
    """What the hook may know of the feed: what a reading key of its scope may."""
    return Actor(None, hook.name, Role.READER, scope=hook.scope, via="api", is_person=False)


async def news(session: AsyncSession, hook: Hook, state: HookState) -> str:
    """That there is something after the place up to which the platform has been told. Trying again says the same,
    byte for byte: what comes in between lies after that place as well."""
    told = await following.behind(session, reader(hook), state.told_seq)
    cursor = await following.sealed(session, reader(hook), told)
    made = (state.rung_at or hook.created_at).astimezone(UTC)
    data = {"after": cursor, "url": f"{settings.base_url}{following.AGAIN}?after={cursor}"}
    return _written(CHANGED, made, data)


def trial(at: datetime) -> str:
    return _written(TEST, at, {"message": "这是一条试发的通知，不用处理"})


def headers(hook: Hook, message_id: str, body: str, at: datetime) -> dict[str, str]:
    """Signed with the secret, and for a while with the former one: each platform finds the one that it knows."""
    known = [hook.secret]
    if hook.former_secret and hook.former_until and hook.former_until > at:
        known.append(hook.former_secret)
    moment = at.astimezone(UTC)
    return {
        "content-type": "application/json",
        "user-agent": "sanpi",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(Webhook(each).sign(message_id, moment, body) for each in known),
    }


def _written(kind: str, at: datetime, data: dict[str, str]) -> str:
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False)
