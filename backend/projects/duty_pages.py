"""Who has a duty in a project now, and ending it."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.db import Session
from backend.projects import duties
from backend.projects.service import for_office
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)


@router.get("/projects/{code}/duties")
async def list_duties(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await for_office(session, person, code)
    return page(request, "projects/duties.html", project=project, duties=await duties.held(session, project))


@router.post("/projects/{code}/duties/{duty_id}/end")
async def end_duty(request: Request, code: str, duty_id: UUID, session: Session, person: Person) -> Response:
    """From today on; a hand-over on another day is done by assigning who comes next."""
    duty = await duties.end(session, person, code, duty_id)
    return see_other(request, "list_duties", notice=f"{duty.kind.label}的职责已结束", code=code)
