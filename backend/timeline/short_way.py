"""A short way to what programs ask for most: a project as it stands, and what is new (`short_feed`).

One statement finds the key and what is asked for, without a transaction, and before the frame and its layers. Whatever
is to be refused, or is not exactly that, goes the plain way; a test holds that both say the same."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from re import Pattern
from typing import Any

import asyncpg
from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from backend import db
from backend.accounts import addresses
from backend.accounts.auth import charged, token_of
from backend.clock import now
from backend.ids import digest
from backend.web.conditional import GZIP_FROM, PACKED_BY, answer, etag
from backend.web.errors import as_problem, in_domain_terms
from backend.web.quota import QuotaHeaders

LIVE_KEY = "k.secret_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > $2"
STANDING = f"""
SELECT k.addresses, v.version, v.digest, v.document FROM api_keys k, projects p
JOIN summaries s ON s.project_id = p.id JOIN project_versions v ON v.seq = s.seq
WHERE p.code = $3 AND k.scope = '{{}}' AND {LIVE_KEY}
"""  # noqa: S608  put together from our own words
Short = Callable[[Request], Awaitable[Response | None]]
"""None where the plain way has something to say."""


class ShortWays:
    """A plain ASGI layer around the frame: a path that it knows is tried on its short way first."""

    def __init__(self, app: ASGIApp, ways: Mapping[Pattern[str], Short]) -> None:
        self.app, self.ways = app, ways

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = await self._found(scope, receive) if scope.get("method") == "GET" else None
        await (dressed(found, scope) if found else self.app)(scope, receive, send)

    async def _found(self, scope: Scope, receive: Receive) -> Response | None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        for pattern, short in self.ways.items():
            if told := pattern.fullmatch(path):
                request = Request({**scope, "path_params": told.groupdict()}, receive)
                try:
                    return await short(request)
                except Exception as error:  # noqa: BLE001  as the frame answers whatever goes wrong
                    return as_problem(request, in_domain_terms(error))
        return None


def dressed(response: Response, scope: Scope) -> ASGIApp:
    """With what the layers that it did not pass would have done."""
    if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
        return QuotaHeaders(GZipMiddleware(response, minimum_size=GZIP_FROM, compresslevel=PACKED_BY))
    response.headers.setdefault("vary", "Accept-Encoding")
    return QuotaHeaders(response)


async def standing(request: Request) -> Response | None:
    """For a key that sees everything: one that sees less is asked about by the plain way."""
    if request.url.query or not await charged(request):
        return None
    found = await rows(request, STANDING, request.path_params["code"])
    return answer(request, found[0]["document"], etag(found[0]["version"], found[0]["digest"])) if found else None


async def rows(request: Request, question: str, *given: Any) -> Sequence[Mapping[str, Any]]:
    """What a key that is good finds, beside columns of its own; nothing where the plain way has something to say."""
    found: Sequence[Mapping[str, Any]] = []
    async with db.at_once() as connection:
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError):
            found = await connection.fetch(question, digest(token_of(request)), now(), *given)
    host = request.client and request.client.host
    return found if found and addresses.permits(found[0]["addresses"], host) else []
