from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from backend.accounts.auth import Caller
from backend.briefs import queries, service
from backend.briefs.models import Brief
from backend.briefs.schemas import BriefFull, BriefIn, BriefOut
from backend.db import Session
from backend.feed import cursors
from backend.web.conditional import answer
from backend.web.pagination import Page, Paging, page
from backend.weeks import Week

router = APIRouter(prefix="/briefs", tags=["周报"])
BOUND_TO = "briefs"


@router.get("", response_model=Page[BriefOut])
async def list_briefs(
    request: Request, session: Session, caller: Caller, asked: Annotated[Paging, Query()]
) -> Response:
    """周报清单，新的在前；密钥须能查看全部项目。"""
    query = queries.visible_to(caller)
    if asked.cursor:
        query = queries.beyond(query, await cursors.read(session, BOUND_TO, asked.cursor))
    found = (await session.exec(query.limit(asked.limit + 1))).all()
    shown = found[: asked.limit]
    last = queries.key_of(shown[-1]) if found[asked.limit :] else None
    following = await cursors.write(session, BOUND_TO, last) if last else None
    return answer(request, page((_out(brief).model_dump_json() for brief in shown), following))


@router.post("", status_code=201, response_model=BriefOut)
async def make_brief(request: Request, given: BriefIn, session: Session, caller: Caller) -> Response:
    """做一份周报；排版由后台完成，state 变为 ready 后可取 PDF。"""
    brief = await service.make(session, caller, Week.parse(given.week))
    place = request.url_for("read_brief", brief_id=brief.id).path
    return answer(request, _out(brief).model_dump_json(), status=201, location=place)


@router.get("/{brief_id}.pdf", response_class=FileResponse)
async def read_brief_pdf(brief_id: UUID, session: Session, caller: Caller) -> FileResponse:
    """周报的 PDF；数据以 JSON 附在文件内。"""
    return paper(await service.get(session, caller, brief_id))


@router.get("/{brief_id}", response_model=BriefFull)
async def read_brief(request: Request, brief_id: UUID, session: Session, caller: Caller) -> Response:
    """一份周报和它的全部数据，金额单位万元。"""
    brief = await service.get(session, caller, brief_id)
    full = BriefFull(**_out(brief).model_dump(), data=service.data_of(brief))
    return answer(request, full.model_dump_json())


def paper(brief: Brief) -> FileResponse:
    """To be looked at in the browser, and saved under a name that says what it is."""
    return FileResponse(
        service.pdf_of(brief),
        media_type="application/pdf",
        filename=service.file_name(brief),
        content_disposition_type="inline",
        headers={"cache-control": "private, no-cache"},
    )


def _out(brief: Brief) -> BriefOut:
    return BriefOut.model_validate({**brief.model_dump(), "week": Week(brief.week_start).label})
