"""Pages for people: the templates, and the frame that every layout draws around them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from backend.config import ROOT, Settings, settings
from backend.labels import Labelled
from backend.web.assets import assets
from backend.web.formats import FILTERS
from backend.web.look import Look, Size, Theme

TEMPLATES = ROOT / "frontend" / "templates"
WARNING = "warning"
NOTICE = "notice"  # the cookie that carries one sentence over a redirect


class Reader(Protocol):
    """Who is signed in, as far as a layout needs to know."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> Labelled: ...
    @property
    def is_administrator(self) -> bool: ...


@dataclass(frozen=True)
class Frame:
    """What a layout shows around any page: who reads it, where, and how it should look."""

    account: Reader | None
    demonstration: bool
    unread: int
    """Reminders that the reader has not seen yet."""
    settings: Settings
    look: Look
    notice: str
    warning: str
    """What the one who did it should look at again; said once, as the notice is."""
    request_id: str
    root: str
    """The path below which a proxy shows this site; mostly empty."""
    path: str
    here: str
    """Path and query of this page, to come back to."""

    @classmethod
    def of(cls, request: Request) -> Self:
        root = request.scope.get("app_root_path", request.scope.get("root_path", "")).rstrip("/")
        path = request.url.path
        return cls(
            account=getattr(request.state, "account", None),
            demonstration=getattr(request.app.state, "demonstration", False),
            unread=getattr(request.state, "unread", 0),
            settings=settings,
            look=Look.of(request),
            notice=unquote(request.cookies.get(NOTICE, "")),
            warning=unquote(request.cookies.get(WARNING, "")),
            request_id=getattr(request.state, "request_id", ""),
            root=root,
            path=path,
            here=f"{path}?{request.url.query}" if request.url.query else path,
        )

    def at(self, path: str) -> bool:
        """Whether this page is `path` or below it: its tab is the current one."""
        return f"{self.path}/".startswith(f"{self.root}{path}/")


def page(request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page, never kept by a cache: it may hold what only this reader may see."""
    frame = Frame.of(request)
    body = environment.get_template(name).render(request=request, frame=frame, **context)
    response = HTMLResponse(body, status, {"cache-control": "no-store"})
    if reader := getattr(frame.account, "id", None):
        response.headers["x-account"] = str(reader)  # what a phone keeps of another one's pages, it drops
    for said in (NOTICE, WARNING):
        if request.cookies.get(said):
            response.delete_cookie(said, httponly=True, samesite="lax")
    return response


def see_other(
    request: Request, route: str, *, notice: str = "", query: Mapping[str, Any] | None = None, **params: Any
) -> RedirectResponse:
    """To the page that shows what was done; `notice` is one sentence that it will say once."""
    path = path_for(request, route, **params)
    response = RedirectResponse(f"{path}?{urlencode(query)}" if query else path, status_code=303)
    return saying(request, response, NOTICE, notice)


def saying(request: Request, response: RedirectResponse, kind: str, sentence: str) -> RedirectResponse:
    """With one sentence that the next page will say once: a NOTICE of what was done, or a WARNING to look again."""
    if sentence:
        secure = request.url.scheme == "https"
        response.set_cookie(kind, quote(sentence), max_age=60, httponly=True, samesite="lax", secure=secure)
    return response


def path_for(request: Request, route: str, **params: Any) -> str:
    """Without scheme and host, which a proxy may know better."""
    return request.url_for(route, **params).path


@pass_context
def url_for(context: Context, route: str, /, **params: Any) -> str:
    return path_for(context["request"], route, **params)


@pass_context
def here(context: Context, **changes: Any) -> str:
    """This page with some of its query changed: the next page of a list, one light only, another order."""
    url = context["request"].url.include_query_params(**changes)
    url = url.remove_query_params([name for name, value in changes.items() if value is None])
    return f"{url.path}?{url.query}" if url.query else str(url.path)


@pass_context
def asset(context: Context, name: str) -> str:
    return f"{context['frame'].root}/static/{assets()[name].name}"


MOVES = 'hx-trigger="every'
"""In what asks again and again by itself."""


@pass_context
def scripts(context: Context, body: str) -> list[str]:
    """The scripts that a page runs at once: htmx only where something moves by itself, and the installation has copied it in."""
    wanted = ("htmx.js", "app.js") if MOVES in body else ("app.js",)
    return [asset(context, name) for name in wanted if name in assets()]


@pass_context
def wanted_later(context: Context, body: str) -> str:
    """Where htmx lies for a page that needs it only for who searches."""
    return asset(context, "htmx.js") if " hx-" in body and MOVES not in body and "htmx.js" in assets() else ""


environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.filters.update(FILTERS)
environment.globals.update(
    url_for=url_for, here=here, asset=asset, scripts=scripts, wanted_later=wanted_later, sizes=Size, themes=Theme
)
