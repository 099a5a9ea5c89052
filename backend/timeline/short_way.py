"""A short way to what programs ask for most: a project as it stands, and what is new (`short_feed`).

One statement finds the key and what is asked for, without a transaction, and before the frame works out what the
plain way needs. Whatever is to be refused, or is not exactly that, goes the plain way; a test holds that both say the same."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any

import asyncpg
from fastapi import Request, Response
from fastapi.routing import APIRoute

from backend import db
from backend.accounts import addresses
from backend.accounts.auth import charged, token_of
from backend.clock import now
from backend.ids import digest
from backend.web.conditional import answer, etag

LIVE_KEY = "k.secret_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > $2"
STANDING = f"""
SELECT k.addresses, v.version, v.digest, v.document FROM api_keys k, projects p
JOIN summaries s ON s.project_id = p.id JOIN project_versions v ON v.seq = s.seq
WHERE p.code = $3 AND k.scope = '{{}}' AND {LIVE_KEY}
"""  # noqa: S608  put together from our own words
Short = Callable[[Request], Awaitable[Response | None]]


def shortly(short: Short) -> type[APIRoute]:
    """A route that tries the short way, and goes the plain one where that does not lead to the answer."""

    class ShortRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            plain = super().get_route_handler()

            async def handle(request: Request) -> Response:
                return await short(request) or await plain(request)

            return handle

    return ShortRoute


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
