from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import TypeAdapter

from backend.accounts.auth import Caller
from backend.briefs import queries, reading, service
from backend.briefs.lending import paper
from backend.briefs.life import editing, editions, issuing, reviewing, standing
from backend.briefs.rendering import text_of
from backend.briefs.schemas import BriefFull, BriefIn, BriefOut, EditOut, EditsIn, ReviewIn
from backend.db import Session
from backend.feed import cursors
from backend.replay.routing import Router
from backend.web.conditional import answer, answer_with, place
from backend.web.pagination import Page, Paging, page
from backend.weeks import Week

router = Router(prefix="/briefs", tags=["周报"])
BOUND_TO = "briefs"


@router.get("", response_model=Page[BriefOut])
async def list_briefs(
    request: Request, session: Session, caller: Caller, asked: Annotated[Paging, Query()]
) -> Response:
    """周报清单，新的在前；密钥须能查看全部项目。"""
    query = queries.visible_to(caller)
    if asked.cursor:
        query = queries.beyond(query, await cursors.read(session, BOUND_TO, asked.cursor))
    found = list((await session.exec(query.limit(asked.limit + 1))).all())
    shown = found[: asked.limit]
    last = queries.key_of(shown[-1]) if found[asked.limit :] else None
    following = await cursors.write(session, BOUND_TO, last) if last else None
    items = (BriefOut.told(each).model_dump_json() for each in await standing.of_all(session, shown))
    return answer(request, page(items, following))


@router.post("", status_code=201, response_model=BriefOut)
async def make_brief(request: Request, given: BriefIn, session: Session, caller: Caller) -> Response:
    """做一份周报；排版由后台完成，state 变为 ready 后可取 PDF。"""
    week = Week.parse(given.week)
    brief = await service.make(session, caller, week, given.scope, given.kind, subject=given.subject)
    made = BriefOut.told(await standing.of(session, brief))
    return answer(request, made.model_dump_json(), status=201, location=place(request, f"/briefs/{brief.id}"))


@router.post("/{brief_id}/edits", status_code=201, response_model=BriefOut)
async def edit_brief(request: Request, brief_id: UUID, given: EditsIn, session: Session, caller: Caller) -> Response:
    """改稿：编者按、次序、不登、手写的句子和照片。每存一次是新的一稿，重新排版；数字改不了，签发以后不能改。"""
    brief = await editing.edit(session, caller, brief_id, given)
    return answer_with(request, BriefOut.told(await standing.of(session, brief)), status=201)


@router.get("/{brief_id}/edits", response_model=list[EditOut])
async def list_edits(request: Request, brief_id: UUID, session: Session, caller: Caller) -> Response:
    """每次改稿存下的全部内容，新的在前。"""
    brief = await reading.get(session, caller, brief_id)
    rows = [EditOut.model_validate(each) for each in await editing.history(session, brief)]
    return answer(request, TypeAdapter(list[EditOut]).dump_json(rows).decode())


@router.post("/{brief_id}/review", status_code=201, response_model=BriefOut)
async def review_brief(request: Request, brief_id: UUID, given: ReviewIn, session: Session, caller: Caller) -> Response:
    """核稿。须由人在网页上办理：密钥一律 403。"""
    await reviewing.review(session, caller, brief_id, given)
    return answer_with(request, BriefOut.told(await standing.of(session, await reading.get(session, caller, brief_id))))


@router.post("/{brief_id}/issuance", status_code=202, response_model=BriefOut)
async def issue_brief(request: Request, brief_id: UUID, session: Session, caller: Caller) -> Response:
    """签发。须由人在网页上办理：密钥一律 403。"""
    brief = await issuing.issue(session, caller, brief_id)
    return answer_with(request, BriefOut.told(await standing.of(session, brief)), status=202)


@router.get("/{brief}.pdf", response_class=FileResponse)
async def read_brief_pdf(brief: str, session: Session, caller: Caller) -> FileResponse:
    """周报的 PDF，brief 写期号（如 2026-47）或 id；成稿所用数据以 JSON 附在文件内。"""
    return paper(await standing.of(session, await reading.get(session, caller, brief)))


@router.get("/{brief}.json")
async def read_brief_json(request: Request, brief: str, session: Session, caller: Caller) -> Response:
    """成稿所用的全部数据，与附在 PDF 内的一字不差。"""
    found = await reading.get(session, caller, brief)
    return answer(request, text_of(await editions.of(session, found)))


@router.get("/{brief}", response_model=BriefFull)
async def read_brief(request: Request, brief: str, session: Session, caller: Caller) -> Response:
    """一份周报和它的全部数据，金额单位万元；brief 写期号（如 2026-47）或 id。"""
    found = await standing.of(session, await reading.get(session, caller, brief))
    full = BriefFull(**BriefOut.told(found).model_dump(), data=(await editions.of(session, found.brief)).data)
    return answer(request, full.model_dump_json())
