"""Reading again and writing on what was read: ETags of stored documents (RFC 9110)."""

from fastapi import Request, Response

from backend.errors import PreconditionRequired, Stale


def etag(version: int, digest: str) -> str:
    """Strong, and made from content and version only: equal for equal rights, in any process, after any restart."""
    return f'"{version}-{digest[:16]}"'


def tags(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]


def answer(request: Request, body: str | bytes, tag: str, media_type: str = "application/json") -> Response:
    """The document, or 304 with nothing when the caller holds it already."""
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if tag in tags(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def require_match(request: Request, current: str, version: int) -> None:
    """An update must say which version it was made on."""
    given = request.headers.get("if-match")
    if given is None:
        raise PreconditionRequired("请带 If-Match：先读取，再用读到的 ETag 修改")
    if given != "*" and current not in tags(given):
        raise Stale("内容已被他人修改，请重新读取后再改", current_version=version, current_etag=current)
