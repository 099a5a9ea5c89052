"""Where one arrives, and one's own projects."""

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.accounts.models import Role
from backend.board import list_page, programme_pages, project_page
from backend.board.comparison import pages as comparison_pages
from backend.board.mine import closing, mine
from backend.db import Session
from backend.ids import uuid7
from backend.web.offline import keep
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(include_in_schema=False)

REPORTERS = (Role.STEWARD, Role.REVIEWER)


@router.get("/")
async def arrive(request: Request, person: Person) -> Response:
    """Who reports sees their own projects first, everybody else all of them."""
    return see_other(request, "my_projects" if person.role in REPORTERS else "list_projects")


@router.get("/mine")
async def my_projects(request: Request, session: Session, person: Person) -> Response:
    found = await mine(session, person)
    week = Week.current()
    shown = page(
        request,
        "board/mine.html",
        week=week,
        closing=closing(week),
        owed=[each for each in found if each.owes and each.may_report],
        awaited=[each for each in found if each.owes and not each.may_report],
        reported=[each for each in found if each.update],
        others=[each for each in found if not each.owes and not each.update],
        new_id=uuid7,
    )
    return keep(request, shown)


router.include_router(list_page.router)
router.include_router(comparison_pages.router)
router.include_router(programme_pages.router)
router.include_router(project_page.router)
