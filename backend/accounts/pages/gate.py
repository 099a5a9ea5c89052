"""The way in and out."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import cookie, links, sessions, signing_in
from backend.accounts.auth import Person, sign_in_here
from backend.accounts.schemas import SignInIn
from backend.db import Session
from backend.errors import DomainError
from backend.web.errors import headers_of
from backend.web.forms import Form
from backend.web.look import own_path
from backend.web.origin import same_origin
from backend.web.templating import Frame, page, see_other

router = APIRouter()


@router.get("/sign-in")
async def show_sign_in(request: Request, back: Annotated[str, Query(alias="next")] = "/") -> Response:
    return show(request, Form.known(next=own_path(back)))


@router.post("/sign-in", dependencies=[Depends(same_origin)])
async def sign_in(request: Request, session: Session) -> Response:
    form = await Form.read(request, SignInIn)
    if form.errors or not cookie.is_private(request):
        return show(request, form)
    given = form.value
    outcome = await signing_in.sign_in(session, given.name, given.password, given.code, browser_of(request))
    if isinstance(outcome, DomainError):
        form.refuse(outcome)
        response = show(request, form)
        response.headers.update(headers_of(outcome))
        return response
    return await let_in(RedirectResponse(own_path(given.next), status_code=303), request, session, outcome)


@router.get("/sign-in/{token}")
async def show_link(request: Request, token: str, session: Session) -> Response:
    account = await links.owner_of(session, token)
    return ask_once_more(request, account, links.USED_UP)


@router.post("/sign-in/{token}", dependencies=[Depends(same_origin)])
async def sign_in_by_link(request: Request, token: str, session: Session) -> Response:
    account = await links.owner_of(session, token)
    if account is None or not cookie.is_private(request):
        return ask_once_more(request, account, links.USED_UP)
    outcome = await links.use_link(session, token, browser_of(request))
    if isinstance(outcome, DomainError):
        return ask_once_more(request, None, outcome.message)
    if account.password is None:
        welcome = see_other(request, "show_me", notice="已登录。请设一个密码，下次用账号和密码登录")
        return await let_in(welcome, request, session, outcome)
    return await let_in(RedirectResponse(f"{Frame.of(request).root}/", status_code=303), request, session, outcome)


@router.post("/sign-out")
async def sign_out(
    request: Request, session: Session, actor: Person, *, others: Annotated[bool, Query()] = False
) -> Response:
    """What this browser keeps of the person's work is wiped as well: the next one may be somebody else. Where `others`
    have work in it that did not arrive yet, the page has wiped this person's part, and theirs stays."""
    await sessions.end(session, actor.id, sign_in_here(request).id)
    response = see_other(request, "show_sign_in", notice="已退出登录")
    if not others:
        response.headers["clear-site-data"] = '"storage"'
    cookie.take_back(response, request)
    return response


def show(request: Request, form: Form[Any]) -> Response:
    return page(
        request, "accounts/sign_in.html", status(request, form.status), form=form, private=cookie.is_private(request)
    )


def ask_once_more(request: Request, account: Any, used_up: str) -> Response:
    private = cookie.is_private(request)
    code = status(request, 200 if account else 410)
    return page(request, "accounts/link.html", code, owner=account, used_up=used_up, private=private)


def status(request: Request, usual: int) -> int:
    """A password is not taken where others could read it on the way."""
    return usual if request.method == "GET" or cookie.is_private(request) else 403


async def let_in(response: Response, request: Request, session: AsyncSession, token: str) -> Response:
    await sessions.end_here(session, request.cookies.get(cookie.cookie_name(request), ""))
    cookie.give(response, request, token)
    return response


def browser_of(request: Request) -> str:
    return request.headers.get("user-agent", "")
