"""Finding a brief within what the actor may read: by its id, or by its number once it has one."""

import re
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.briefs import queries, storing
from backend.briefs.data import BriefData
from backend.briefs.life.standing import Standing
from backend.briefs.models import Brief, BriefKind, BriefNumber, BriefState
from backend.errors import Conflict, NotFound

NUMBER = re.compile(r"(?:(?P<series>[\w.-]+)-)?(?P<year>\d{4})-(?P<number>\d{1,4})")


async def get(session: AsyncSession, actor: Actor, reference: str | UUID) -> Brief:
    """`reference` is an id, or a number such as `2026-47`."""
    query = queries.visible_to(actor)
    if found := NUMBER.fullmatch(str(reference)):
        series, year, number = found["series"] or "", int(found["year"]), int(found["number"])
        query = query.join(BriefNumber, col(BriefNumber.brief_id) == Brief.id)
        same = (BriefNumber.series == series, BriefNumber.year == year, BriefNumber.number == number)
        query = query.where(*same)
    else:
        query = query.where(Brief.id == _id(reference))
    return _found((await session.exec(query)).one_or_none())


async def locked(session: AsyncSession, actor: Actor, brief_id: UUID) -> Brief:
    """For a change: nobody else changes it until the transaction ends."""
    query = queries.visible_to(actor).where(Brief.id == brief_id).with_for_update()
    return _found((await session.exec(query)).one_or_none())


def pdf_of(standing: Standing) -> Path:
    """The issued document, only if it is what was issued; of a draft the last that was printed."""
    if standing.issuance:
        place = storing.place_of_issued(standing.brief.id)
        if not place.exists() or sha256(place.read_bytes()).hexdigest() != standing.issuance.sha256:
            raise NotFound("这一期的PDF文件不在了，或与签发时的摘要不符，请联系管理员从备份恢复")
        return place
    if standing.brief.state is not BriefState.READY:
        raise Conflict(f"这份周报{standing.brief.state.label}，还没有PDF")
    place = storing.place_of(standing.brief.id)
    if not place.exists():
        raise NotFound("这份周报的PDF文件不在了，请联系管理员从备份恢复，或重新生成一份")
    return place


def file_name(standing: Standing) -> str:
    data = BriefData.model_validate(standing.brief.data)
    whose = data.scope.name if data.scope else ""
    name = data.head.name if data.kind == "weekly" else BriefKind(data.kind).label
    if standing.issuance and standing.number:
        return f"{whose}{name}{standing.number.year}年第{standing.number.number}期.pdf"
    return f"{whose}{name}{data.week_year}年第{data.week_number}周{'（草稿）' if standing.brief.draft else ''}.pdf"


def _id(reference: str | UUID) -> UUID:
    try:
        return UUID(str(reference))
    except ValueError:
        raise _missing() from None


def _found(brief: Brief | None) -> Brief:
    if brief is None:
        raise _missing()
    return brief


def _missing() -> NotFound:
    return NotFound("没有这份周报，或您不能查看它")
