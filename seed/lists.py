"""The lists, units, programmes and milestone templates that projects refer to. What is there already stays as it is."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Unit
from backend.calendar import published
from backend.ids import stable_id
from backend.milestones import templates
from backend.milestones.models import MilestoneTemplate
from backend.milestones.schemas import TemplateIn
from backend.projects.models import Classification, Programme
from backend.projects.vocabulary import Scheme
from seed.reading import table


async def plant_lists(session: AsyncSession) -> None:
    await _classifications(session)
    await _units(session)
    await _programmes(session)
    await _templates(session)
    await published.plant(session)


async def _classifications(session: AsyncSession) -> None:
    known = set((await session.exec(select(Classification.scheme, Classification.code))).all())
    for scheme, entries in table("classifications").items():
        session.add_all(
            Classification(id=stable_id(scheme, code), scheme=Scheme(scheme), code=code, label=label, position=position)
            for position, (code, label) in enumerate(entries.items())
            if (scheme, code) not in known
        )


async def _units(session: AsyncSession) -> None:
    """Suggested, not confirmed: whether the place has such a unit is for its administrator to say."""
    known = set((await session.exec(select(Unit.code))).all())
    session.add_all(
        Unit(id=stable_id("unit", code), code=code, name=name)
        for code, name in table("units").items()
        if code not in known
    )


async def _programmes(session: AsyncSession) -> None:
    known = set((await session.exec(select(Programme.code))).all())
    session.add_all(
        Programme(id=stable_id("programme", code), code=code, **facts)
        for code, facts in table("programmes").items()
        if code not in known
    )


async def _templates(session: AsyncSession) -> None:
    known = set((await session.exec(select(MilestoneTemplate.code))).all())
    for code, template in table("templates").items():
        if code not in known:
            await templates.add_version(session, TemplateIn(code=code, **template))
