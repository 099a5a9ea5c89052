"""Writing on a project and answering with what was stored, within one transaction."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Forbidden, NotFound
from backend.projects import service
from backend.projects.models import Project
from backend.timeline import reading
from backend.timeline.models import ProjectVersion
from backend.timeline.settling import settle


async def to_change(session: AsyncSession, actor: Actor, code: str) -> ProjectVersion:
    """The version that stands, for those who may change it. Until the transaction ends nobody else changes it."""
    project = await service.for_office(session, actor, code)
    await session.exec(select(Project.id).where(col(Project.id) == project.id).with_for_update())
    return await reading.current(session, actor, code)


async def stored(session: AsyncSession, actor: Actor, code: str) -> ProjectVersion:
    """The version that the transaction makes, written now instead of at its end."""
    await settle(session)
    try:
        return await reading.current(session, actor, code)
    except NotFound:
        raise Forbidden("这样写的项目不在这把密钥的范围内，请改片区或项目群，或换一把密钥") from None
