"""Two doors to one house: pages for people, and a JSON API for programs."""

from fastapi import APIRouter, FastAPI

from backend.web import assets, errors, look
from backend.web.headers import SecurityHeaders

API = "/api/v1"
pages: list[APIRouter] = [assets.router, look.router]
resources: list[APIRouter] = []


def create_app() -> FastAPI:
    site = FastAPI(openapi_url=None, redirect_slashes=False)
    site.add_middleware(SecurityHeaders)
    errors.install(site, errors.as_page)
    for router in pages:
        site.include_router(router)
    site.mount(API, create_api())
    return site


def create_api() -> FastAPI:
    api = FastAPI(title="三批：重大项目 API", version="1", redirect_slashes=False)
    errors.install(api, errors.as_problem)
    for router in resources:
        api.include_router(router)
    return api
