"""Where one arrives: what waits on oneself, and one's own projects."""

from fastapi import APIRouter, Request, Response

from backend import waiting
from backend.accounts.auth import Person
from backend.accounts.models import Role
from backend.board import list_page, programme_pages, project_page
from backend.board.comparison import pages as comparison_pages
from backend.board.mine import closing, mine, sponsored
from backend.db import Session
from backend.ids import uuid7
from backend.updates.waiting import OWED, RETURNED
from backend.web.offline import keep
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(include_in_schema=False)


@router.get("/")
async def arrive(request: Request, person: Person) -> Response:
    """Everybody sees first what waits on them; on who only reads nothing does, and they see the projects."""
    return see_other(request, "list_projects" if person.role is Role.READER else "my_projects")


@router.get("/mine")
async def my_projects(request: Request, session: Session, person: Person) -> Response:
    found = await mine(session, person)
    groups = await waiting.waiting_on(session, person)
    week = Week.current()
    sponsors = sponsored(found)
    rest = [each for each in found if each not in sponsors]
    shown = page(
        request,
        "board/mine.html",
        week=week,
        closing=closing(week),
        groups=groups,
        returned=next((group.items for group in groups if group.kind == RETURNED), []),
        matters=[group for group in groups if group.kind not in {OWED, RETURNED}],
        sponsored=sponsors,
        owed=[each for each in rest if each.owes and each.may_report],
        awaited=[each for each in rest if each.owes and not each.may_report],
        reported=[each for each in rest if each.update],
        others=[each for each in rest if not each.owes and not each.update],
        new_id=uuid7,
    )
    return keep(request, shown)


router.include_router(list_page.router)
router.include_router(comparison_pages.router)
router.include_router(programme_pages.router)
router.include_router(project_page.router)
