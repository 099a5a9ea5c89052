from datetime import datetime
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, Field

from backend.outgoing.addresses import may_reach
from backend.web.schema import Input, Output

WRONG = "网址要写全，例如 https://platform.example.cn/sanpi/hook，里面不带账号和密码"
INSIDE = "这个地址在内部网络，要先由管理员在 SANPI_ALLOWED_ADDRESSES 里放行"


def _reachable(text: str) -> str:
    """A name is looked up when something is sent; an address can be refused at once."""
    try:
        url = urlsplit(text)
        known = url.scheme in {"http", "https"} and url.hostname and not url.username and url.port != 0
    except ValueError:
        known = None
    if not known or any(sign.isspace() for sign in text) or not text.isascii():
        raise ValueError(WRONG)
    try:
        address = ip_address(url.hostname or "")
    except ValueError:
        return text
    if not may_reach(address):
        raise ValueError(INSIDE)
    return text


class HookOut(Output):
    """How far one notification has come, for the platform that it goes to."""

    id: UUID
    url: str
    is_disabled: bool
    last_sent_at: datetime | None
    failing_since: datetime | None
    tries: int
    next_try_at: datetime | None
    last_error: str | None


class HooksOut(Output):
    items: list[HookOut]


class HookIn(Input):
    """`key` is a live key of the platform that is to be told: by its prefix."""

    key: str = Field(min_length=1, max_length=32)
    url: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_reachable)]
