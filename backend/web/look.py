"""How a person likes to see the pages: the size of the type and light or dark, kept in two cookies."""

from dataclasses import dataclass
from typing import Annotated, Self

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from backend.labels import Labelled

YEAR = 365 * 24 * 3600
router = APIRouter(include_in_schema=False)


class Size(Labelled):
    M = "m", "标准"
    L = "l", "大"
    XL = "xl", "特大"


class Theme(Labelled):
    LIGHT = "light", "浅色"
    DARK = "dark", "深色"
    SYSTEM = "system", "跟随系统"


@dataclass(frozen=True)
class Look:
    size: Size
    theme: Theme

    @classmethod
    def of(cls, request: Request) -> Self:
        """What the cookies say; anything unknown in them is the standard."""
        size, theme = request.cookies.get("size"), request.cookies.get("theme")
        return cls(
            Size(size) if size in set(Size) else Size.M,
            Theme(theme) if theme in set(Theme) else Theme.SYSTEM,
        )


@router.post("/look")
async def choose_look(
    request: Request,
    back: Annotated[str, Form()] = "/",
    size: Annotated[str | None, Form()] = None,
    theme: Annotated[str | None, Form()] = None,
) -> RedirectResponse:
    """Keep the choice for a year and return to the page; open to everybody, signed in or not."""
    response = RedirectResponse(own_path(back), status_code=303)
    chosen = {"size": size if size in set(Size) else None, "theme": theme if theme in set(Theme) else None}
    for name, value in chosen.items():
        if value is not None:
            response.set_cookie(
                name, value, max_age=YEAR, httponly=True, samesite="lax", secure=request.url.scheme == "https"
            )
    return response


def own_path(path: str) -> str:
    r"""A path of this site, or the front page: `//elsewhere` and `/\\elsewhere` would lead away."""
    leads_away = not path.startswith("/") or path[1:2] in {"/", "\\"} or not path.isprintable()
    return "/" if leads_away else path
