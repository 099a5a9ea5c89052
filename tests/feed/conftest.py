import pytest

from backend.accounts.models import Permission
from tests import signing

API = "/api/v1"


@pytest.fixture
async def reader(session, client):
    """The program of the development zone's platform; it sees everything."""
    return client(await signing.key(session, Permission.READ))


@pytest.fixture
async def stranger(session, client):
    """A program that sees only the projects of the town."""
    return client(await signing.key(session, Permission.WRITE, name="镇里的程序", scope={"area": "town"}))


async def follow(program, after="", limit=2):
    """Everything since a cursor, page after page, and the cursor from which to go on."""
    found = []
    while True:
        page = (await program.get(f"{API}/changes", params={"after": after, "limit": limit})).json()
        found += page["items"]
        after = page["next"]
        if not page["items"]:
            return found, after


def told(entries):
    return [(each["project"], each["operation"]) for each in entries]
