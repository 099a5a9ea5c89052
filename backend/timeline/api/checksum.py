from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from backend.accounts.auth import Caller
from backend.db import Session
from backend.timeline import checksum, following
from backend.web.conditional import answer_with
from backend.web.schema import Blank, Input, Output

router = APIRouter(tags=["变更"])


class At(Input):
    """At which place of the feed; without it at its end."""

    at: Annotated[str | None, Field(max_length=2000), Blank] = None
    """读到的 next，原样带回；不带就是此刻"""


class ChecksumOut(Output):
    """To be compared with what the consumer holds; the docstring of the route is the recipe."""

    cursor: str = Field(description="是读到哪里为止的校验")
    count: int = Field(description="那时密钥范围内有几个项目")
    digest: str = Field(description="SHA-256，小写十六进制")


@router.get("/checksum", response_model=ChecksumOut)
async def read_checksum(request: Request, session: Session, caller: Caller, asked: Annotated[At, Query()]) -> Response:
    """核对读到某个 cursor 为止该有哪些项目、各是第几版。算法：每个项目一行“code 空格 version 换行”，按 code 的字节排序，连成一段 UTF-8 文本取 SHA-256；一个项目也没有就是空文本。"""
    place = await following.stood_at(session, caller, asked.at)
    found = await checksum.of(session, caller, place)
    cursor = await following.sealed(session, caller, place)
    return answer_with(request, ChecksumOut(cursor=cursor, count=found.count, digest=found.digest))
