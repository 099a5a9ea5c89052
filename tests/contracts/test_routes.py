from fastapi.routing import iter_route_contexts

from backend.accounts.auth import key_holder, signed_in
from backend.app import create_api, create_app
from backend.replay.routing import once

PUBLIC_PAGES = {
    "/api/v1",
    "/check/{brief_id}",
    "/lent/{word}.pdf",
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


def test_every_post_of_the_api_takes_an_idempotency_key_and_says_so():
    posts = [each for each in iter_route_contexts(create_api().routes) if "POST" in (each.methods or ())]
    assert len(posts) > 15
    for route in posts:
        assert once in calls(route.dependant), (
            f"{route.path}: make the router of this feature with `backend.replay.routing.Router`, so that what is sent"
            " again does nothing again"
        )
    for path, methods in create_api().openapi()["paths"].items():
        named = {each["name"] for each in methods.get("post", {}).get("parameters", [])}
        assert ("post" in methods) == ("Idempotency-Key" in named), path


def test_every_update_of_the_api_takes_if_match_and_says_so():
    """What is recorded once and never overwritten has nothing to match."""
    once_for_all = {"/milestones/{milestone_id}/reached", "/leaves/{leave_id}"}
    for path, methods in create_api().openapi()["paths"].items():
        for method in methods.keys() & {"put", "patch", "delete"}:
            named = {each["name"] for each in methods[method].get("parameters", [])}
            assert path in once_for_all or "If-Match" in named, (
                f"{method} {path}: compare with `backend.web.conditional.require_match`, say so with `IF_MATCH`, and give"
                " it a line in tests/promises/test_if_match.py"
            )


def test_pages_lead_to_pages_also_where_a_route_of_the_api_has_the_same_name():
    app = create_app()
    for name, path in (("list_projects", "/projects"), ("list_briefs", "/briefs")):
        assert app.url_path_for(name) == path
