"""Keyset pages: a cursor says after which row a list goes on. It is signed and bound to its filters."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, Field

from backend.errors import Malformed
from backend.web.schema import Blank, Input, Output

DEFAULT, MOST = 100, 500
Item = TypeVar("Item")
Limit = Annotated[int, Field(ge=1), AfterValidator(lambda limit: min(limit, MOST))]


class Paging(Input):
    """Which page of a list."""

    cursor: Annotated[str | None, Field(max_length=2000), Blank] = None
    """上一页的 next，原样带回；不带就是第一页"""
    limit: Limit = DEFAULT
    """每页条数，最多 500，再大按 500"""


class Page(Output, Generic[Item]):
    """A part of a list, and how to go on; `next` is null on the last page."""

    items: list[Item]
    next: str | None = Field(description="下一页的 cursor；没有下一页时为 null")


def page(items: Iterable[str], following: str | None = None) -> str:
    """The text of a `Page` whose items are JSON text already."""
    return f'{{"items":[{",".join(items)}],"next":{json.dumps(following)}}}'


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
