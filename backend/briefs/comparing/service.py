from typing import NamedTuple

from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.briefs import queries, reading
from backend.briefs.comparing.differences import differences
from backend.briefs.comparing.parts import SectionPart
from backend.briefs.data import Edition
from backend.briefs.life import editions
from backend.briefs.models import Brief, Issuance
from backend.errors import NotFound


class Compared(NamedTuple):
    brief: Brief
    edition: Edition
    previous: Brief
    previous_edition: Edition
    sections: list[SectionPart]


async def compared(session: AsyncSession, actor: Actor, reference: str) -> Compared:
    """A brief beside the last issued one of an earlier week, of the same kind and scope; else beside the last made."""
    brief = await reading.get(session, actor, reference)
    previous = await before(session, actor, brief)
    if previous is None:
        raise NotFound("这一期以前没有同类的周报，没有可比的")
    was, now = await editions.of(session, previous), await editions.of(session, brief)
    return Compared(brief, now, previous, was, differences(was.data, now.data))


async def before(session: AsyncSession, actor: Actor, brief: Brief) -> Brief | None:
    issued = aliased(Issuance)  # another one than that by which it is visible
    earlier = (
        queries.visible_to(actor)
        .outerjoin(issued, col(issued.brief_id) == Brief.id)
        .where(Brief.kind == brief.kind, Brief.scope == brief.scope, Brief.week_start < brief.week_start)
        .order_by(None)
        .order_by(col(issued.issued_at).is_(None), col(Brief.week_start).desc(), col(Brief.made_at).desc())
        .limit(1)
    )
    return (await session.exec(earlier)).first()
