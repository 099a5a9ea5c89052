"""How an error becomes a response: `application/problem+json` (RFC 9457) at the API's door, a page at the site's."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from backend.errors import Conflict, DomainError, Invalid, Malformed, StillRunning, TooManyRequests, Unavailable
from backend.web.sentences import in_words, short
from backend.web.templating import Frame, page

log = structlog.get_logger()
DEADLOCK_OR_SERIALIZATION = {"40001", "40P01", "55P03"}
UNFIT = "22"  # the class of errors about data

GENERAL = {
    400: ("malformed", "请求写法不对，请检查后再试"),
    404: ("not_found", "没有这个地址，请检查链接"),
    405: ("method_not_allowed", "这个地址不接受这种请求"),
    413: ("too_large", "内容太大，请分开或压缩后再传"),
    415: ("unsupported_media_type", "不接受这种格式"),
}


def install(app: FastAPI, render: Callable[[Request, DomainError], Response]) -> None:
    async def handle(request: Request, error: Exception) -> Response:
        response = render(request, in_domain_terms(error))
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["allow"] = ", ".join(methods_here(request))
        return response

    for kind in (DomainError, RequestValidationError, HTTPException, DBAPIError, PoolTimeout, OSError, Exception):
        app.add_exception_handler(kind, handle)


def wants_json(request: Request) -> bool:
    """Whether a script asks, that sends what a form of a page would send."""
    return request.headers.get("accept", "").startswith("application/json")


def methods_here(request: Request) -> list[str]:
    """What this address takes: one path may be served by several features, a method each."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    here = (each for each in iter_route_contexts(request.app.routes) if each.path_regex.match(path))
    taken = {method for each in here for method in each.methods or ()}
    return sorted(taken | ({"HEAD"} if "GET" in taken else set()))


def as_problem(request: Request, error: DomainError) -> Response:
    body: dict[str, Any] = {
        "type": f"/api/v1/docs/errors#{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.message,
        "code": error.code,
        "request_id": getattr(request.state, "request_id", ""),
    }
    if isinstance(error, Invalid):
        body["errors"] = [{"pointer": e.pointer, "wanted": e.wanted, "got": short(e.got)} for e in error.errors]
    return JSONResponse(body | error.more, error.status, headers_of(error), media_type="application/problem+json")


def as_page(request: Request, error: DomainError) -> Response:
    if error.status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
        return to_sign_in(request)
    response = page(request, "errors/error.html", error.status, error=error)
    response.headers.update(headers_of(error))
    return response


def to_sign_in(request: Request) -> Response:
    """Whoever opens a page without being signed in comes back to it afterwards."""
    frame = Frame.of(request)
    back = urlencode({"next": frame.here}) if frame.here != f"{frame.root}/" else ""
    return RedirectResponse(f"{frame.root}/sign-in" + (f"?{back}" if back else ""), status_code=303)


def headers_of(error: DomainError) -> dict[str, str]:
    match error:
        case TooManyRequests():
            return {"retry-after": str(error.retry_after)}
        case StillRunning():
            return {"retry-after": "1"}
        case Unavailable():
            return {"retry-after": "10"}
    return {"www-authenticate": "Bearer"} if error.status == HTTPStatus.UNAUTHORIZED else {}


def in_domain_terms(error: Exception) -> DomainError:  # noqa: PLR0911  a table of cases
    match error:
        case DomainError():
            return error
        case RequestValidationError():
            return Invalid("有内容填得不对，请按提示改", *in_words(error.errors(), skip=1))
        case ClientDisconnect():  # nobody reads the answer; what came until then is not half stored
            return Malformed("传到一半断了，请接着传")
        case HTTPException():
            return general(error.status_code)
        case IntegrityError():  # someone else was faster, and the database refused
            return Conflict("数据已被他人修改，请刷新后重试")
        case OperationalError() | InterfaceError() | PoolTimeout() | OSError():
            log.warning("database unavailable", error=str(error))
            return Unavailable("服务暂时不可用，请稍后再试")
        case DBAPIError() if getattr(error.orig, "sqlstate", None) in DEADLOCK_OR_SERIALIZATION:
            return Conflict("有人同时在改，请再试一次")
        case DBAPIError() if str(getattr(error.orig, "sqlstate", None)).startswith(UNFIT):
            log.warning("a value that the database does not take", error=str(error.orig))
            return Malformed("有的内容无法保存，请检查数字是否太大、文字里是否有特殊字符")
    log.error("unexpected error", exc_info=error)
    return DomainError("系统出错了，已记录。请稍后再试；若仍不行，把请求编号告诉管理员")


def general(status: int) -> DomainError:
    """An error of the frame (no such address, method, format) in the family's own shape."""
    code, sentence = GENERAL.get(status, ("malformed", GENERAL[400][1]))
    kind = type("GeneralError", (DomainError,), {"status": status, "code": code})
    error: DomainError = kind(sentence)
    return error
