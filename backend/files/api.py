from typing import Annotated
from uuid import UUID

from fastapi import File, Request, Response, UploadFile

from backend.accounts.auth import Caller
from backend.db import Session
from backend.files import service
from backend.files.parts import FilePart
from backend.files.serving import served
from backend.replay.routing import Router
from backend.web.conditional import answer, place

router = Router(tags=["文件"])
CONTENT = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@router.post("/projects/{code}/files", status_code=201, response_model=FilePart)
async def upload_file(
    request: Request, code: str, file: Annotated[UploadFile, File()], session: Session, caller: Caller
) -> Response:
    """上传一份证明文件。PDF 或图片（JPEG、PNG、WebP），整个请求不超过 12 MiB，用 multipart/form-data 的 file 一项。"""
    kept = await service.take_in(session, caller, code, file.filename or "", await file.read())
    shown = FilePart.model_validate(kept).model_dump_json()
    return answer(request, shown, status=201, location=place(request, f"/files/{kept.id}"))


@router.get("/files/{file_id}", response_class=Response, responses={200: {"content": CONTENT}})
async def read_file(file_id: UUID, session: Session, caller: Caller) -> Response:
    """一份文件的内容，上传时的样子。图片去掉了拍摄地点等信息。"""
    return served(*await service.read(session, caller, file_id))
