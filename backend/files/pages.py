from uuid import UUID

from fastapi import APIRouter, Response

from backend.accounts.auth import Person
from backend.db import Session
from backend.files import service
from backend.files.serving import served

router = APIRouter(include_in_schema=False)


@router.get("/files/{file_id}")
async def show_file(file_id: UUID, session: Session, person: Person) -> Response:
    return served(*await service.read(session, person, file_id))
