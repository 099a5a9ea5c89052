from datetime import timedelta

import pytest
from sqlmodel import select

from backend import clock
from backend.accounts.models import Role
from backend.hooks.models import Hook, HookState
from backend.projects.models import Project
from tests import factories, signing
from tests.hooks.platform import platform as opened
from tests.outgoing import conftest as outgoing
from tests.pages import conftest as pages

loopback_allowed = outgoing.loopback_allowed
cast, project = pages.cast, pages.project


@pytest.fixture
async def platform(loopback_allowed):
    async with opened() as place:
        yield place


@pytest.fixture
async def administrator(session):
    return await factories.account(session, Role.ADMINISTRATOR)


@pytest.fixture
def later():
    began = clock.now()
    return lambda **passed: clock.set_to(began + timedelta(**passed))


@pytest.fixture
def hooked(session, client, administrator, platform):
    """hooked(scope) makes a key and a hook for its holder; gives the key, the hook and its secret."""

    async def of(scope=None, url=None):
        key = await signing.key(session, scope=scope or {})
        given = {"key": key[:14], "url": url or platform.url}
        page = await client(administrator).post("/admin/hooks", data=given)
        assert page.status_code == 200, page.text
        hook = (await session.exec(select(Hook).order_by(Hook.created_at.desc()).limit(1))).one()
        assert f">{hook.secret}<" in page.text
        return key, hook, hook.secret

    return of


@pytest.fixture
def state(session):
    async def of(hook):
        found = (await session.exec(select(HookState).where(HookState.hook_id == hook.id))).one()
        await session.refresh(found)
        return found

    return of


@pytest.fixture
def renamed(session, project):
    """The project gets another name, and so the feed another entry."""

    async def to(name):
        row = await session.get(Project, project.id)
        row.name = name
        await factories.settle(session)

    return to
