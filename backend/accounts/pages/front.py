from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Person
from backend.accounts.service import require_administrator
from backend.web.templating import page

router = APIRouter(prefix="/admin")


@router.get("")
async def show_administration(request: Request, actor: Person) -> Response:
    require_administrator(actor)
    return page(request, "accounts/admin.html")
