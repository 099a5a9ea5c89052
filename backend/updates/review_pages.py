"""The inbox of reviewers, and saying of an update that it was read or is to be mended."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.auth import Person
from backend.accounts.models import Role, Unit
from backend.db import Session
from backend.errors import require
from backend.projects import service as projects
from backend.updates import aside, corrections, inbox, queries, reviewing
from backend.updates.models import ReviewVerdict
from backend.updates.photos import service as photos
from backend.updates.reviewing import ReviewIn
from backend.updates.uses import uses_of
from backend.web.forms import Form
from backend.web.schema import Input
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(include_in_schema=False)
REVIEWERS = (Role.REVIEWER, Role.OFFICE, Role.ADMINISTRATOR)


class Asked(Input):
    read: bool = False


class PostedReview(ReviewIn):
    back: str = ""
    """`inbox` returns to what came in."""


@router.get("/reviews")
async def show_inbox(request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]) -> Response:
    require(person.role in REVIEWERS, "收件箱是审阅人和项目办的；您的待办在“我的”里")
    unit = await session.get(Unit, person.unit_id) if person.unit_id else None
    came = await inbox.came_in(session, person, read=asked.read)
    return page(request, "updates/inbox.html", came=came, unit=unit, asked=asked, most=inbox.MOST)


@router.post("/projects/{code}/updates/{week}/review")
async def send_review(request: Request, code: str, week: str, session: Session, person: Person) -> Response:
    project, of_week = await projects.get(session, person, code), Week.parse(week)
    form = await Form.read(request, PostedReview)
    if not form.errors:
        async with form.tries(session):
            given = ReviewIn(**form.value.model_dump(exclude={"back"}))
            await reviewing.review(session, person, code, of_week, given)
    if form.errors:
        update = await queries.reported(session, project, of_week)
        await session.refresh(update, ["submitted_by"])
        return page(
            request,
            "updates/week.html",
            form.status,
            project=project,
            week=of_week,
            update=update,
            review=(await reviewing.standing(session, [update])).get(update.id),
            may_review=await reviewing.may(session, person, update),
            form=form,
            corrections=await corrections.of_week(session, update),
            photos=(await photos.of_updates(session, [update.id])).get(update.id, []),
            use=(await uses_of(session, [update])).get(update.id),
            others=await aside.of_week(session, project, of_week),
        )
    done = "退回，报送人会看到原因" if form.value.verdict is ReviewVerdict.RETURNED else "审阅"
    notice = f"{project.short_name}第{of_week.number}周已{done}"
    if form.value.back == "inbox":
        return see_other(request, "show_inbox", notice=notice)
    return see_other(request, "show_week", notice=notice, code=code, week=of_week.label)
