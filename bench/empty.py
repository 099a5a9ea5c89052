"""The product's site with one route more, that answers nothing: what is left of a request once its key was checked."""

from fastapi import Depends, FastAPI, Response
from starlette.routing import Mount

from backend.accounts.auth import key_holder
from backend.app import create_app
from backend.layers import API

PATH = f"{API}/nothing"


def create() -> FastAPI:
    site = create_app()
    api = next(route.app for route in site.routes if isinstance(route, Mount) and route.path == API)
    assert isinstance(api, FastAPI)

    @api.get("/nothing", dependencies=[Depends(key_holder)])
    async def nothing() -> Response:
        return Response(status_code=204)

    return site
