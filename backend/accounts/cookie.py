"""The cookie that holds a session's token, and where it may be given."""

from fastapi import Request, Response

from backend.config import settings

COOKIE = "sid"


def cookie_name(request: Request) -> str:
    """Over HTTPS browsers hold the cookie to this host; on plain http at home they would drop that name."""
    return f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE


def is_private(request: Request) -> bool:
    """Whether nobody on the way can read along: HTTPS, or a browser on this very machine."""
    host = request.url.hostname or ""
    return request.url.scheme == "https" or host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".localhost")


def give(response: Response, request: Request, token: str) -> None:
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=settings.session_days * 24 * 3600,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def take_back(response: Response, request: Request) -> None:
    secure = request.url.scheme == "https"
    response.delete_cookie(cookie_name(request), path="/", secure=secure, httponly=True, samesite="lax")
