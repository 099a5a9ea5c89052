"""Making briefs: the data is taken and stored in one transaction, and the paper is made from what is stored."""

from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import jobs
from backend.accounts.actor import Actor
from backend.briefs import policy, queries, storing
from backend.briefs.data import BriefData
from backend.briefs.figures.composing import compose
from backend.briefs.models import Brief, BriefState
from backend.briefs.printing import printed
from backend.briefs.snapshot import take
from backend.config import settings
from backend.documents.job import Printed
from backend.errors import Conflict, Invalid, NotFound, require
from backend.weeks import Week


async def make(session: AsyncSession, actor: Actor, week: Week) -> Brief:
    """Take the data of a week and let the worker print it. Asked for again while one waits, it is that one."""
    _may_make(actor, week)
    if waiting := await _waiting(session, week):
        return waiting
    brief = await _snapshot(session, actor, week)
    await jobs.enqueue(session, "briefs.print", brief_id=str(brief.id))
    return brief


async def make_and_print(session: AsyncSession, actor: Actor, week: Week) -> tuple[Brief, bytes]:
    """The same at once, for the command line. Raises PrintingFailed, which says why there is no paper."""
    _may_make(actor, week)
    brief = await _snapshot(session, actor, week)
    proof = await printed(data_of(brief), brief.made_at)
    finish(brief, proof)
    await session.flush()
    return brief, proof.pdf


def finish(brief: Brief, proof: Printed) -> None:
    """The file first, then the row: a row that says ready has its file."""
    storing.keep(brief.id, proof.pdf)
    brief.state, brief.failure = BriefState.READY, None
    brief.pages, brief.sha256 = proof.pages, sha256(proof.pdf).hexdigest()
    brief.fonts = [font.model_dump() for font in proof.fonts]


def fail(brief: Brief, reason: str) -> None:
    brief.state, brief.failure = BriefState.FAILED, reason


async def get(session: AsyncSession, actor: Actor, brief_id: UUID) -> Brief:
    query = queries.visible_to(actor).where(Brief.id == brief_id)
    brief = (await session.exec(query)).one_or_none()
    if brief is None:
        raise NotFound("没有这份周报，或您不能查看它")
    return brief


def pdf_of(brief: Brief) -> Path:
    if brief.state is not BriefState.READY:
        raise Conflict(f"这份周报{brief.state.label}，还没有PDF")
    place = storing.place_of(brief.id)
    if not place.exists():
        raise NotFound("这份周报的PDF文件不在了，请联系管理员从备份恢复，或重新生成一份")
    return place


def data_of(brief: Brief) -> BriefData:
    return BriefData.model_validate(brief.data)


def file_name(brief: Brief) -> str:
    data = data_of(brief)
    return f"{data.head.name}{data.week_year}年第{data.week_number}周{'（草稿）' if brief.draft else ''}.pdf"


def _may_make(actor: Actor, week: Week) -> None:
    require(policy.may_make(actor), "只有项目办可以生成周报，密钥须能查看全部项目")
    if week > Week.current():
        raise Invalid.field("week", f"{week.label} 还没有开始，现在是 {Week.current().label}", week.label)


async def _waiting(session: AsyncSession, week: Week) -> Brief | None:
    same = select(Brief).where(
        Brief.week_start == week.start, Brief.state == BriefState.WAITING, col(Brief.draft).is_(not week.is_closed)
    )
    return (await session.exec(same)).first()


async def _snapshot(session: AsyncSession, actor: Actor, week: Week) -> Brief:
    data = compose(await take(session, actor, week), settings)
    brief = Brief(
        week_start=week.start,
        as_of=data.as_of,
        draft=data.draft,
        data=data.model_dump(mode="json"),
        made_by_id=actor.person_id,
    )
    session.add(brief)
    await session.flush()
    return brief
