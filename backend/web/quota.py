"""What a caller may still ask, told on every answer (draft-ietf-httpapi-ratelimit-headers)."""

from typing import Protocol

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOT_MODIFIED = 304


class Quota(Protocol):
    """What was charged for a request that is under way."""

    def headers(self) -> dict[str, str]: ...
    def give_back(self) -> None:
        """The request cost nothing after all."""


class QuotaHeaders:
    """Whoever lets a caller in leaves their quota in the state of the request. A 304 is free."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            quota: Quota | None = scope.get("state", {}).get("quota")
            if message["type"] == "http.response.start" and quota:
                if message["status"] == NOT_MODIFIED:
                    quota.give_back()
                MutableHeaders(scope=message).update(quota.headers())
            await send(message)

        await self.app(scope, receive, with_headers)
