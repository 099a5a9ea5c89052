"""Deny by default: what only administrators may do is refused to every other role, on every route."""

import pytest

from backend.accounts.models import Role
from tests import factories, signing

ROUTES = [
    ("GET", "/admin"),
    ("GET", "/admin/accounts"),
    ("GET", "/admin/accounts/new"),
    ("POST", "/admin/accounts"),
    ("GET", "/admin/accounts/{name}"),
    ("POST", "/admin/accounts/{name}"),
    ("POST", "/admin/accounts/{name}/disable"),
    ("POST", "/admin/accounts/{name}/enable"),
    ("POST", "/admin/accounts/{name}/codes/drop"),
    ("POST", "/admin/accounts/{name}/link"),
    ("GET", "/admin/units"),
    ("POST", "/admin/units"),
    ("GET", "/admin/units/{code}"),
    ("POST", "/admin/units/{code}"),
    ("POST", "/admin/units/{code}/confirm"),
    ("POST", "/admin/units/{code}/reviewing"),
    ("POST", "/admin/units/{code}/leader"),
    ("POST", "/admin/units/{code}/dissolve"),
    ("GET", "/admin/keys"),
    ("POST", "/admin/keys"),
    ("GET", "/admin/keys/{prefix}"),
    ("POST", "/admin/keys/{prefix}/addresses"),
    ("POST", "/admin/keys/{prefix}/rotate"),
    ("POST", "/admin/keys/{prefix}/revoke"),
]
OTHERS = [role for role in Role if role is not Role.ADMINISTRATOR]


@pytest.fixture
async def address(session):
    """The routes with somebody, some unit and some key in them."""
    somebody = await factories.account(session)
    unit = await factories.unit(session)
    prefix = (await signing.key(session))[:14]
    return lambda route: route.format(name=somebody.name, code=unit.code, prefix=prefix)


def every_admin_route_of(pages):
    for route in pages:
        for method in sorted(route.methods - {"HEAD"}):
            yield method, route.path


@pytest.mark.parametrize("role", OTHERS)
async def test_only_administrators_administer(client, session, address, role):
    browser = client(await factories.account(session, role, scope={} if role is Role.READER else None))
    for method, route in ROUTES:
        answer = await browser.request(method, address(route))
        assert answer.status_code == 403, f"{role} {method} {route}"


async def test_administrators_are_let_in_everywhere(client, session, address):
    browser = client(await factories.account(session, Role.ADMINISTRATOR))
    for method, route in ROUTES:
        answer = await browser.request(method, address(route))
        assert answer.status_code in {200, 303, 422}, f"{method} {route}"


async def test_strangers_are_sent_to_sign_in(client, address):
    for method, route in ROUTES:
        answer = await client().request(method, address(route))
        assert answer.status_code == (303 if method == "GET" else 401), f"{method} {route}"


async def test_a_write_key_opens_no_page(client, session, address):
    program = client(await signing.key(session, "write"))
    for method, route in ROUTES:
        answer = await program.request(method, address(route), headers={"sec-fetch-site": "none"})
        assert answer.status_code in {303, 401}, f"{method} {route}"


def test_the_table_has_every_route():
    from backend.accounts.pages import accounts, front, keys, units

    there = {found for each in (front, accounts, units, keys) for found in every_admin_route_of(each.router.routes)}
    assert there == set(ROUTES)
