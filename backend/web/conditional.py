"""Reading again and writing on what was read: strong ETags made from content alone (RFC 9110)."""

import json

from fastapi import Request, Response
from pydantic import BaseModel

from backend.errors import PreconditionRequired, Stale
from backend.ids import digest

GZIP_FROM = 1024  # bytes: below this compressing costs more than it saves
PACKED_BY = 5  # of 9
IF_MATCH = {
    "parameters": [
        {
            "name": "If-Match",
            "in": "header",
            "required": False,
            "description": "读取时得到的 ETag；没有带是 428，已被他人修改是 412",
            "schema": {"type": "string"},
        }
    ]
}
"""For the description of a route that uses `require_match`."""
PACKED = '-gzip"'


def etag(version: int, digest: str) -> str:
    """Of a stored document: equal for equal rights, in any process, after any restart."""
    return f'"{version}-{digest[:16]}"'


def tag_of(text: str | bytes) -> str:
    """Of what has no number of its own, such as a list: made from the text itself."""
    return f'"{digest(text)[:24]}"'


def tags(header: str) -> list[str]:
    """The tags that a caller names. How a proxy or we ourselves packed the text does not matter."""
    return [plain(tag.strip().removeprefix("W/")) for tag in header.split(",")]


def plain(tag: str) -> str:
    """The tag of the text itself, however it was packed."""
    return tag.removesuffix(PACKED) + '"' if tag.endswith(PACKED) else tag


def answer(request: Request, body: str, tag: str | None = None, *, status: int = 200, location: str = "") -> Response:
    """JSON text as it is stored, or 304 with nothing when the caller holds it already."""
    content = body.encode()
    tag = tag or tag_of(content)  # long lists are not written as bytes twice
    headers = {"etag": packed(request, content, tag), "cache-control": "private, no-cache"}
    held = tags(request.headers.get("if-none-match", ""))
    if request.method == "GET" and (tag in held or "*" in held):
        return Response(status_code=304, headers=headers | {"vary": "Accept-Encoding"})
    if location:
        headers["location"] = location
    return Response(content, status, headers, media_type="application/json")


def answer_with(request: Request, output: BaseModel, *, status: int = 200) -> Response:
    """A thing whose tag is made from its text."""
    return answer(request, output.model_dump_json(), status=status)


def place(request: Request, path: str) -> str:
    """The address of a new thing, as the caller reaches this API."""
    return f"{request.scope['root_path']}{path}"


def require_match(request: Request, tag: str, current: str, given: BaseModel | None) -> None:
    """An update must say which text it was made on. Who is too late gets both: the one that stands and their own,
    which is null for a deletion."""
    asked = request.headers.get("if-match")
    if asked is None:
        raise PreconditionRequired("请带 If-Match：先读取，再用读到的 ETag 修改")
    if asked.strip() != "*" and tag not in tags(asked):
        raise Stale(
            "内容已被他人修改。请对照 current（现在的内容）和 given（您要改成的内容），用 current_etag 再改一次",
            current_etag=tag,
            current=json.loads(current),
            given=given and given.model_dump(mode="json", exclude_unset=True),
        )


def replaces(request: Request, *, exists: bool, differs: bool) -> bool:
    """Whether what stands must be what the caller read: it is there and would become something else, or the caller
    says that it was there. The same again replaces nothing: an answer that was lost can be had by sending again."""
    return differs and (exists or "if-match" in request.headers)


def packed(request: Request, content: bytes, tag: str) -> str:
    """Packed and plain are two representations, and a strong tag tells them apart."""
    packed = len(content) >= GZIP_FROM and "gzip" in request.headers.get("accept-encoding", "")
    return tag.removesuffix('"') + PACKED if packed else tag
