"""How much a request may bring, counted as it arrives: what it says of its own length is believed only when that
is too much already."""

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """FastAPI's own limit answers in plain text; this one leaves the answer to the door's errors. A request that
    brings files may bring `most_with_files`."""

    def __init__(self, app: ASGIApp, most: int, most_with_files: int) -> None:
        self.app, self.most, self.most_with_files = app, most, most_with_files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        has_files = headers.get("content-type", "").startswith("multipart/form-data")
        most = self.most_with_files if has_files else self.most
        length = headers.get("content-length", "")
        promised, arrived = int(length) if length.isdecimal() else 0, 0

        async def counted() -> Message:
            nonlocal arrived
            message = await receive() if promised <= most else {}
            arrived += len(message.get("body", b""))
            if max(promised, arrived) > most:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
