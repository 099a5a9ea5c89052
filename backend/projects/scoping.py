"""What a reader's or a key's scope may name beside a unit: an area or a programme, by code and name."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.projects.models import Programme
from backend.projects.queries import classifications
from backend.projects.vocabulary import Scheme


async def areas_by_code(session: AsyncSession) -> dict[str, str]:
    return {area.code: area.label for area in (await session.exec(classifications(Scheme.AREA))).all()}


async def programmes_by_code(session: AsyncSession) -> dict[str, str]:
    query = select(Programme).order_by(col(Programme.code))
    return {programme.code: programme.name for programme in (await session.exec(query)).all()}
