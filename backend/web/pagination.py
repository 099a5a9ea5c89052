"""Keyset pages: a cursor says after which row a list goes on. It is signed and bound to its filters."""

import base64
import hashlib
import hmac
import json
from typing import Annotated, Any

from fastapi import Query

from backend.errors import Malformed

DEFAULT, MOST = 100, 500
Cursor = Annotated[str | None, Query(description="上一页的 next，原样带回", max_length=2000)]
Limit = Annotated[int, Query(ge=1, description=f"每页条数，默认 {DEFAULT}，最多 {MOST}（再大按 {MOST}）")]


def capped(limit: int) -> int:
    return min(limit, MOST)


def sign(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:24]


def write(secret: str, filters: Any, after: list[Any]) -> str:
    body = json.dumps(after, ensure_ascii=False, default=str)
    raw = json.dumps([body, sign(secret, body + _canonical(filters))])
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def read(secret: str, filters: Any, cursor: str) -> list[Any]:
    """The key after which to go on. A cursor that was changed, or made for other filters, is refused."""
    try:
        body, signature = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        after = json.loads(body)
        genuine = hmac.compare_digest(signature, sign(secret, body + _canonical(filters)))
    except (ValueError, TypeError):
        genuine = False
    if not genuine:
        raise Malformed("翻页标记 cursor 不对，或换了筛选条件：请从第一页重新读取")
    return list(after)


def _canonical(filters: Any) -> str:
    return json.dumps(filters, sort_keys=True, default=str)
