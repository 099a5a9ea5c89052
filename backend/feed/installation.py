"""What this installation is: one row that its first migration makes."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.feed.models import Installation


async def is_demonstration(session: AsyncSession) -> bool:
    """Whether the data here is made up: every page and every brief then says 演示数据."""
    return (await session.exec(select(Installation.demonstration))).one()


async def become_demonstration(session: AsyncSession) -> None:
    """From now on history may be written on a set clock, and never again is this an installation in use."""
    (await session.exec(select(Installation))).one().demonstration = True
    await session.flush()
