"""Cursors of the API, signed or sealed with this installation's secret: none can be made up, changed or brought from elsewhere."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.feed.models import Installation
from backend.web import pagination, sealing

KNOWN = "installation"  # noted in a session


async def installation(session: AsyncSession) -> Installation:
    """Read once a request: a page opens a cursor and writes the next."""
    if KNOWN not in session.info:
        session.info[KNOWN] = await session.get(Installation, 1)
    found: Installation = session.info[KNOWN]
    assert found, "the migration that makes the table makes its row"
    return found


async def write(session: AsyncSession, bound_to: Any, after: list[Any]) -> str:
    """How to go on after a row, in the list that `bound_to` describes and in no other."""
    return pagination.write((await installation(session)).secret, bound_to, after)


async def read(session: AsyncSession, bound_to: Any, cursor: str) -> list[Any]:
    return pagination.read((await installation(session)).secret, bound_to, cursor)


async def seal(session: AsyncSession, bound_to: Any, place: list[Any]) -> str:
    """A place in the feed, which its holder carries about without learning anything from it."""
    return sealing.seal((await installation(session)).secret, bound_to, place)


async def unseal(session: AsyncSession, bound_to: Any, cursor: str) -> list[Any]:
    return sealing.unseal((await installation(session)).secret, bound_to, cursor)
