from datetime import timedelta

import pytest

from backend import clock
from backend.accounts import passwords
from backend.accounts.models import Role
from tests import factories

PASSWORD = "汾河边的第一列车"
STORED = passwords.hasher.hash(PASSWORD)  # once: it is slow by design


@pytest.fixture
async def steward(session):
    return await factories.account(session, name="wangmin", password=STORED)


@pytest.fixture
async def administrator(session):
    return await factories.account(session, Role.ADMINISTRATOR)


@pytest.fixture
def sign_in(client):
    """sign_in() as a browser does on the page, over HTTPS; says what the site answered."""

    async def of(name="wangmin", password=PASSWORD, browser=None, **more):
        browser = browser or client()
        return await browser.post("https://test/sign-in", data={"name": name, "password": password} | more)

    return of


@pytest.fixture
def later():
    """`with later(minutes=3)`: as much later than the test began."""
    began = clock.now()
    return lambda **passed: clock.set_to(began + timedelta(**passed))
