"""One week of a project, for whoever may read it: what was reported, and what else was sent and is kept beside it."""

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.db import Session
from backend.projects import service as projects
from backend.updates import aside, corrections, queries, reviewing
from backend.updates.photos import service as photos
from backend.updates.uses import uses_of
from backend.web.forms import Form
from backend.web.templating import page
from backend.weeks import Week

router = APIRouter(prefix="/projects/{code}/updates", include_in_schema=False)


@router.get("/{week}")
async def show_week(request: Request, code: str, week: str, session: Session, person: Person) -> Response:
    project = await projects.get(session, person, code)
    update = await queries.reported(session, project, Week.parse(week))
    await session.refresh(update, ["submitted_by"])
    return page(
        request,
        "updates/week.html",
        review=(await reviewing.standing(session, [update])).get(update.id),
        may_review=await reviewing.may(session, person, update),
        form=Form.known(),
        project=project,
        week=Week(update.week_start),
        update=update,
        corrections=await corrections.of_week(session, update),
        photos=(await photos.of_updates(session, [update.id])).get(update.id, []),
        use=(await uses_of(session, [update])).get(update.id),
        others=await aside.of_week(session, project, Week(update.week_start)),
    )
