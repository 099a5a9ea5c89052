from datetime import datetime

import pytest

from backend import clock, db
from backend.accounts.models import Permission, Role
from backend.clock import BEIJING
from backend.feed import installation
from tests import factories, signing

CUT_OFF = datetime(2026, 11, 20, 18, tzinfo=BEIJING)


@pytest.fixture
def at(session):
    """`async with at("2026-11-18 10:00"):` does what follows at that time, as one transaction of a demonstration."""

    class At:
        def __init__(self, moment: str) -> None:
            self.set = clock.set_to(datetime.fromisoformat(moment).replace(tzinfo=BEIJING))

        async def __aenter__(self) -> None:
            await installation.become_demonstration(session)
            self.set.__enter__()
            await db.act_as(session, None, "demo")

        async def __aexit__(self, *error) -> None:
            if error[0] is None:
                await factories.settle(session)
            self.set.__exit__(*error)

    return At


@pytest.fixture
async def office(session):
    return await factories.account(session, Role.OFFICE)


@pytest.fixture
async def everybody(session):
    """One of each role, by role."""
    return {role: await factories.account(session, role) for role in Role}


@pytest.fixture
async def writer(session, client):
    return client(await signing.key(session, Permission.WRITE))
