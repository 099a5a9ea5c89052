from fastapi.routing import iter_route_contexts

from backend.accounts.auth import key_holder, signed_in
from backend.app import create_api, create_app

PUBLIC_PAGES = {
    "/api/v1",
    "/healthz",
    "/readyz",
    "/look",
    "/offline",
    "/sign-in",
    "/sign-in/{token}",
    "/static/{name}",
    "/sw.js",
}
PUBLIC_API = {"/openapi.json", "/docs", "/docs/errors"}


def unguarded(app, door):
    routes = iter_route_contexts(app.routes)
    return {route.path for route in routes if door not in calls(getattr(route, "dependant", None))}


def calls(dependant):
    return {dependant.call}.union(*map(calls, dependant.dependencies)) if dependant else set()


def test_every_page_knows_who_is_calling():
    assert unguarded(create_app(), signed_in) == PUBLIC_PAGES


def test_every_route_of_the_api_knows_which_program_is_calling():
    assert unguarded(create_api(), key_holder) == PUBLIC_API
