"""What comes back to who reported: the page that says so, or for a script a receipt that names all that has arrived."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from fastapi import Request, Response
from fastapi.responses import JSONResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.clock import now
from backend.projects.models import Project
from backend.updates import aside, queries, reviewing
from backend.updates.models import ReviewVerdict, Update, UpdateReview
from backend.updates.photos import service as photos
from backend.updates.uses import uses_of
from backend.web.errors import as_problem
from backend.web.formats import moment
from backend.web.forms import Form
from backend.web.templating import page
from backend.weeks import Week

log = structlog.get_logger()
CLASHES = (409, 412)
PHONE_CLOCK = "x-phone-clock"
"""Milliseconds since 1970 by the phone that sends."""
WORTH_SAYING = timedelta(minutes=5)


async def sent(
    request: Request, session: AsyncSession, project: Project, update: Update, form: Form[Any] | None = None
) -> Response:
    """`form` is a photo that was refused."""
    return page(
        request,
        "updates/sent.html",
        form.status if form else 200,
        project=project,
        week=Week(update.week_start),
        update=update,
        review=(await reviewing.standing(session, [update])).get(update.id),
        merged=await aside.merged_into(session, update),
        use=(await uses_of(session, [update])).get(update.id),
        photos=(await photos.of_updates(session, [update.id])).get(update.id, []),
        most=photos.MOST,
        form=form or Form.known(),
    )


async def receipt(request: Request, session: AsyncSession, update: Update) -> Response:
    """A phone forgets what it kept only when the receipt lists the hash of every photo."""
    hung = (await photos.of_updates(session, [update.id])).get(update.id, [])
    return JSONResponse(
        {
            "receipt": update.receipt,
            "id": str(update.id),
            "week": Week(update.week_start).label,
            "version": update.version,
            "late": update.late,
            "submitted_at": update.submitted_at.isoformat(),
            "said": moment(update.submitted_at),
            "photos": [photo.sha256 for photo in hung],
            "returned": returned_to(await reviewing.standing(session, [update]), update),
            "merged": await aside.merged_into(session, update),
            "clock": told(off) if (off := phone_is_off(request)) else None,
        }
    )


def returned_to(reviews: dict[UUID, UpdateReview], update: Update) -> dict[str, str] | None:
    """Why and by whom it was sent back, for the card on the phone; none when it was not."""
    review = reviews.get(update.id)
    if review is None or review.verdict is not ReviewVerdict.RETURNED:
        return None
    by = review.reviewed_by.person if review.reviewed_by else "系统"
    return {"reason": review.reason or "", "by": by, "at": moment(review.reviewed_at)}


def phone_is_off(request: Request) -> timedelta | None:
    """How far ahead the clock of the phone is, where that is worth saying. It is noted and never used."""
    said = request.headers.get(PHONE_CLOCK, "")
    if not said.isdecimal() or len(said) > 14:
        return None
    off = timedelta(milliseconds=int(said)) - timedelta(seconds=now().timestamp())
    if abs(off) < WORTH_SAYING:
        return None
    log.info("the clock of a phone is off", seconds=round(off.total_seconds()))
    return off


def told(off: timedelta) -> str:
    minutes = round(abs(off).total_seconds() / 60)
    length = (
        f"{minutes}分钟"
        if minutes < 120
        else f"{round(minutes / 60)}小时"
        if minutes < 2880
        else f"{round(minutes / 1440)}天"
    )
    return f"手机时间{'快' if off > timedelta() else '慢'}了{length}，时间和周次以服务器为准"


async def refusal(request: Request, session: AsyncSession, project: Project, form: Form[Any]) -> Response:
    """Why it was not taken; of a clash also what stands, so that both texts can be shown."""
    error = form.refusal
    assert error, "ask only for what was refused"
    error.more["fields"] = form.errors
    if error.status in CLASHES and (standing := await queries.of_week(session, project, week_of(form))):
        await session.refresh(standing, ["submitted_by"])
        error.more["standing"] = {
            "by": standing.submitted_by.person if standing.submitted_by else "系统",
            "said": moment(standing.submitted_at),
            "version": standing.version,
            "unchanged": standing.unchanged,
            "unchanged_reason": standing.unchanged_reason or "",
            "invested_wan": f"{standing.invested:.2f}",
            "site_progress": standing.site_progress or "",
            "next_step": standing.next_step or "",
            "closed": Week(standing.week_start).is_closed,
        }
    return as_problem(request, error)


def week_of(form: Form[Any]) -> Week:
    """The week that was meant; one that does not exist was refused, and the form shows the running one."""
    given = form.posted.get("week")
    return Week.parse(given) if given and "week" not in form.errors else Week.current()
