"""The rows behind a figure of a brief, as of its cut-off; and a brief beside the one before it (与上期相比)."""

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.briefs import policy
from backend.briefs.comparing.service import compared
from backend.briefs.following.addresses import addresses
from backend.briefs.following.service import followed
from backend.briefs.rendering import called, issue_of
from backend.db import Session
from backend.web.templating import page

router = APIRouter(prefix="/briefs", include_in_schema=False)


@router.get("/{brief}/figures/{key}")
async def show_figure(request: Request, brief: str, key: str, session: Session, person: Person) -> Response:
    data, found = await followed(session, person, brief, key)
    return page(request, "briefs/figure.html", brief=brief, data=data, found=found, title=called(data))


@router.get("/{brief}/comparison")
async def show_comparison_of_briefs(request: Request, brief: str, session: Session, person: Person) -> Response:
    found = await compared(session, person, brief)
    return page(
        request,
        "briefs/comparison.html",
        found=found,
        title=issue_of(found.edition),
        previous=issue_of(found.previous_edition),
        address=addresses(request, found.brief, found.edition.data),
        may_follow=policy.may_follow(person),
    )
