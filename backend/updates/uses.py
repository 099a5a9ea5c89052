"""Where updates were used: asked of the floors above, which fill `finders` when the house is set up."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.updates.models import Update


@dataclass(frozen=True)
class Use:
    """A brief that counted the update; `label` is what people call it."""

    brief_id: UUID
    label: str


Finder = Callable[[AsyncSession, Collection[Update]], Awaitable[dict[UUID, Use]]]
finders: list[Finder] = []


async def uses_of(session: AsyncSession, updates: Collection[Update]) -> dict[UUID, Use]:
    """By the key of the update; one that no brief counts yet is left out."""
    found: dict[UUID, Use] = {}
    if updates:
        for find in finders:
            found |= await find(session, updates)
    return found
