"""The router of the API's features: each POST takes an Idempotency-Key, and keeps its answer before it commits."""

import re
from collections.abc import Callable, Coroutine, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute
from pydantic import AfterValidator

from backend.accounts.auth import Caller
from backend.db import Session
from backend.replay.models import KeptAnswer
from backend.replay.service import KEPT_DAYS, Attempt, again, digest_of

HEADER = "Idempotency-Key"
WORD = re.compile(r"[\x21-\x7e]{1,200}")
TOLD = (
    "自己定的一个字串，每件事一个，例如 UUID。网络断了不知办成没有时带着它原样重发：办过的不会再办，答复和第一次一样。"
    f"内容不同是 422，上一次还在处理是 409；办成的答复留{KEPT_DAYS}天"
)


class AnsweredBefore(Exception):
    """Leaves the handling of a request whose answer is known; nothing was done."""

    def __init__(self, kept: KeptAnswer) -> None:
        self.kept = kept


def a_word(text: str | None) -> str | None:
    if text is not None and not WORD.fullmatch(text):
        raise ValueError("用1至200个英文字母、数字或符号，不带空格，例如一个 UUID")
    return text


Word = Annotated[str | None, AfterValidator(a_word), Header(alias=HEADER, description=TOLD)]


async def once(request: Request, session: Session, caller: Caller, word: Word = None) -> None:
    if word is None or caller.id is None:
        return
    attempt = Attempt(session, caller.id, word, await digest_of(request))
    if kept := await attempt.earlier():
        raise AnsweredBefore(kept)
    request.state.attempt = attempt


class OnceRoute(APIRoute):
    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        methods: set[str] | list[str] | None = None,
        dependencies: Sequence[Dependency] | None = None,
        **given: Any,
    ) -> None:
        self.repeats = "POST" in (methods or ())
        needed = [*(dependencies or ()), *([Depends(once, scope="function")] if self.repeats else [])]
        super().__init__(path, endpoint, methods=methods, dependencies=needed, **given)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What it wraps returns before the transaction of the request is committed."""
        handle = super().get_route_handler()
        return answering_once(handle) if self.repeats else handle


def answering_once(
    handle: Callable[[Request], Coroutine[Any, Any, Response]],
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def handle_once(request: Request) -> Response:
        if HEADER in request.headers:
            await request.body()  # kept by the request, for the form that is read after it
        try:
            response = await handle(request)
        except AnsweredBefore as before:
            return again(request, before.kept)
        attempt: Attempt | None = getattr(request.state, "attempt", None)
        if attempt:
            attempt.keep(response)
        return response

    return handle_once


class Router(APIRouter):
    """Used for `APIRouter` wherever a program may POST."""

    def __init__(self, **given: Any) -> None:
        super().__init__(route_class=OnceRoute, **given)
