"""What a brief's document is made from, as it stands: of an issued one what was stored with it."""

from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.briefs.data import BriefData, Corrected, Edition, Edits, Imprint
from backend.briefs.models import Brief, BriefEdit, BriefNumber, Issuance
from backend.config import settings


async def of(session: AsyncSession, brief: Brief) -> Edition:
    if issued := await session.get(Issuance, brief.id):
        return Edition.model_validate_json(issued.edition)
    return Edition(
        dated=brief.signed_at or brief.made_at,
        imprint=await _imprint(session, brief) if brief.signed_at else None,
        corrects=await _corrected(session, brief),
        check_url=f"{settings.base_url}/check/{brief.id}" if settings.public_url else "",
        data=BriefData.model_validate(brief.data),
        edits=await edits_of(session, brief),
    )


async def edits_of(session: AsyncSession, brief: Brief) -> Edits:
    """Those of the revision that stands."""
    query = select(BriefEdit.edits).where(BriefEdit.brief_id == brief.id, BriefEdit.revision == brief.revision)
    found = (await session.exec(query)).one_or_none()
    return Edits.model_validate(found) if found else Edits()


async def _imprint(session: AsyncSession, brief: Brief) -> Imprint:
    number = await session.get_one(BriefNumber, brief.id)
    return Imprint(year=number.year, number=number.number, serial_number=number.serial_number, series=number.series)


async def _corrected(session: AsyncSession, brief: Brief) -> Corrected | None:
    query = select(BriefNumber, Issuance.issued_at).join(Issuance).where(BriefNumber.brief_id == brief.corrects_id)
    found: tuple[BriefNumber, datetime] | None = (await session.exec(query)).one_or_none()
    if found is None:
        return None
    number, dated = found
    return Corrected(year=number.year, number=number.number, dated=dated)
