"""HEAD answers as GET does, without the body, at every address of pages and API that has a GET."""

import re

import pytest
from fastapi.routing import iter_route_contexts

from backend.accounts.models import Role
from backend.app import create_api, create_app
from backend.layers import API
from tests import factories, signing


def addresses(app):
    """With something in the place of each parameter: what is not there is told to both alike."""
    for route in iter_route_contexts(app.routes):
        if "GET" in (getattr(route, "methods", None) or ()):
            yield re.sub(r"\{[^}]*\}", "1", route.path)


PAGES, RESOURCES = sorted(set(addresses(create_app()))), sorted(set(addresses(create_api())))


async def same(browser, path):
    asked, told = await browser.get(path), await browser.head(path)
    assert told.status_code == asked.status_code, path
    assert told.content == b"", path
    for name in ("content-type", "content-length", "etag", "location"):
        assert told.headers.get(name) == asked.headers.get(name) or name == "content-length", path


async def test_every_page_answers_head(client, session):
    assert len(PAGES) > 60
    browser = client(await factories.account(session, Role.ADMINISTRATOR))
    for path in PAGES:
        await same(browser, path)


async def test_every_resource_of_the_api_answers_head(client, session):
    assert len(RESOURCES) > 40
    program = client(await signing.key(session))
    for path in RESOURCES:
        await same(program, API + path)


@pytest.mark.parametrize("path", ["/sign-out", "/look"])
async def test_where_there_is_no_get_there_is_no_head(client, session, path):
    assert (await client().head(path)).status_code == 405


async def test_head_needs_the_same_rights(client):
    assert (await client().head("/projects")).status_code == 303
    assert (await client().head(f"{API}/projects")).status_code == 401
