"""Cross-site forgery: a page of another site must not act in a signed-in person's name."""

from urllib.parse import urlsplit

from fastapi import Request

from backend.errors import Forbidden

SAFE = {"GET", "HEAD", "OPTIONS"}


def same_origin(request: Request) -> None:
    """Believe `Sec-Fetch-Site`, then `Origin`; a write that brings neither is refused. Forms and htmx alike."""
    if request.method in SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    allowed = (
        site in {"same-origin", "none"} if site else bool(origin) and urlsplit(origin).netloc == request.url.netloc
    )
    if not allowed:
        raise Forbidden("这个请求不是从本站页面发出的，已拒绝。请打开本站页面再操作一次")
