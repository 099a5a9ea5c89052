"""Headers on every answer, errors too: a request id, and what browsers must not do with our pages."""

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.config import settings
from backend.ids import uuid7

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), geolocation=(self), microphone=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
"""As they go over the wire, where an answer does not say otherwise itself."""
HSTS = (b"strict-transport-security", b"max-age=31536000")
TOKEN = re.compile(r"[\w.-]{8,64}")


class SecurityHeaders:
    """A plain ASGI layer around the whole site, so that nothing can answer without it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if TOKEN.fullmatch(given) else str(uuid7())
        scope.setdefault("state", {})["request_id"] = request_id

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                ours = [(b"x-request-id", request_id.encode()), *SECURITY, *([HSTS] if settings.hsts else [])]
                message["headers"] = [*message["headers"], *(each for each in ours if each[0] not in said)]
            await send(message)

        await self.app(scope, receive, with_headers)
