"""What this installation is: one row that its first migration makes."""

from uuid import uuid4

import structlog
from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.feed.models import Installation

log = structlog.get_logger()

# A dump that is restored makes the table anew, in this database, another, or another cluster; a recovery to a point in
# time begins a new timeline. What was numbered after that point may be something else now.
HOME = text("""
    SELECT concat_ws('/', s.system_identifier, c.timeline_id, d.oid, 'installation'::regclass::oid)
    FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d WHERE d.datname = current_database()
""")


async def is_demonstration(session: AsyncSession) -> bool:
    """Whether the data here is made up: every page and every brief then says 演示数据."""
    return (await session.exec(select(Installation.demonstration))).one()


async def become_demonstration(session: AsyncSession) -> None:
    """From now on history may be written on a set clock, and never again is this an installation in use."""
    (await session.exec(select(Installation))).one().demonstration = True
    await session.flush()


async def settle_in(session: AsyncSession) -> None:
    """Notice a restore: cursors from before it are then answered with 410 instead of with too little."""
    here = (await session.exec(select(Installation).with_for_update())).one()
    home = (await db.sql(session, HOME)).scalar_one()
    if here.home not in (None, home):
        log.warning("the database has been restored or moved: readers of the feed begin again")
        await renew_epoch(session)
    here.home = home
    await session.flush()


async def renew_epoch(session: AsyncSession) -> None:
    """No cursor from before is good any more. For a restore that the database itself cannot show: a copied disk."""
    (await session.exec(select(Installation))).one().epoch = uuid4()
    await session.flush()
