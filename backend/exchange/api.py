from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.exchange import exporting
from backend.exchange.exporting import Format
from backend.projects.listing import Filters, Sort

router = APIRouter(tags=["导出"])


class Asked(Filters):
    sort: Sort = Sort.CODE


def content(media_type: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/projects.xlsx", response_class=Response, responses=content(Format.XLSX.media_type))
async def export_xlsx(session: Session, caller: Caller, asked: Annotated[Asked, Query()]) -> Response:
    """台账，Excel 格式，按上级台账的列序；不知道的为空。不含联系电话。"""
    return await exporting.sheet(session, caller, asked, asked.sort, Format.XLSX)


@router.get("/projects.csv", response_class=Response, responses=content(Format.CSV.media_type))
async def export_csv(session: Session, caller: Caller, asked: Annotated[Asked, Query()]) -> Response:
    """台账，CSV 格式（UTF-8，带 BOM）：前两行是标题和说明，第三行是列名。可能被当作公式或数字的文字前加一个撇号。"""
    return await exporting.sheet(session, caller, asked, asked.sort, Format.CSV)


@router.get("/export.ndjson", response_class=Response, responses=content(exporting.NDJSON))
async def export_lines(session: Session, caller: Caller, asked: Annotated[Filters, Query()]) -> Response:
    """一行一个项目的全文，和存的一字不差，都是同一时刻的。答复头 X-Feed-Cursor 是那一刻的 cursor，接着用 /changes 就不漏。"""
    return await exporting.lines(session, caller, asked)
