"""Making briefs: the data is taken and stored in one transaction, and the paper is made from what is stored."""

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, jobs
from backend.accounts.actor import Actor
from backend.briefs import circulars, policy, reading, scoping, storing
from backend.briefs.data import BriefData, Scope
from backend.briefs.data.ranking import Naming, Subject
from backend.briefs.figures.composing import compose
from backend.briefs.life import editions, standing
from backend.briefs.models import Brief, BriefKind, BriefState
from backend.briefs.printing import printed
from backend.briefs.snapshot import take
from backend.clock import now
from backend.config import settings
from backend.documents import keeping
from backend.documents.job import Printed
from backend.errors import Conflict, Invalid, require
from backend.weeks import Week


class Of(NamedTuple):
    """What is made, and of which projects."""

    kind: BriefKind
    scope: Scope | None
    subject: Subject | None = None
    """Of a circular; none is the month of the week, praise and criticism in one."""

    @property
    def about(self) -> str:
        return self.subject.key if self.subject else ""

    @property
    def key(self) -> str:
        return self.scope.key if self.scope else ""


ALL = Of(BriefKind.WEEKLY, None)


async def make(  # noqa: PLR0913  what is asked for, part by part
    session: AsyncSession,
    actor: Actor,
    week: Week,
    scope: str | None = None,
    kind: BriefKind = BriefKind.WEEKLY,
    *,
    subject: Subject | None = None,
) -> Brief:
    """Take the data of a week and let the worker print it. Asked for again while one waits, it is that one."""
    _may_make(actor, week)
    await db.sql(session, ONE_AT_A_TIME)  # who asks at the same moment waits, and then finds this one
    of = Of(kind, await scoping.fitting(session, kind, scope), circulars.fitting(kind, week, subject))
    if waiting := await _waiting(session, week, of):
        return waiting
    brief = await _snapshot(session, actor, week, of)
    await jobs.enqueue(session, "briefs.print", brief_id=str(brief.id))
    return brief


async def correct(session: AsyncSession, actor: Actor, reference: str) -> Brief:
    """更正: a new brief of the same week that names the old one, with the data as it is known now."""
    old = await reading.get(session, actor, reference)
    require(policy.may_make(actor), NOT_YOURS)
    if why := policy.why_no_correction(await standing.of(session, old)):
        raise Conflict(why)
    data = BriefData.model_validate(old.data)
    week, of = Week(old.week_start), Of(old.kind, data.scope, circulars.told_of(data))
    if waiting := await _waiting(session, week, of, old):
        return waiting
    brief = await _snapshot(session, actor, week, of, as_of=now(), corrects=old)
    await jobs.enqueue(session, "briefs.print", brief_id=str(brief.id))
    return brief


async def append(session: AsyncSession, actor: Actor, reference: str) -> Brief:
    """全部项目一览 of a brief: the same projects as of the same moment. Asked for again, it is the one that is there."""
    old = await reading.get(session, actor, reference)
    require(policy.may_make(actor), NOT_YOURS)
    await db.sql(session, ONE_AT_A_TIME)
    if found := await appendix_of(session, old):
        return found
    of = Of(BriefKind.APPENDIX, BriefData.model_validate(old.data).scope)
    brief = await _snapshot(session, actor, Week(old.week_start), of, as_of=old.as_of)
    await jobs.enqueue(session, "briefs.print", brief_id=str(brief.id))
    return brief


async def appendix_of(session: AsyncSession, brief: Brief) -> Brief | None:
    same = (Brief.kind == BriefKind.APPENDIX, Brief.scope == brief.scope, Brief.as_of == brief.as_of)
    query = select(Brief).where(*same, Brief.week_start == brief.week_start, Brief.state != BriefState.FAILED)
    return (await session.exec(query.limit(1))).first()


async def make_and_print(
    session: AsyncSession, actor: Actor, week: Week, scope: str | None = None, kind: BriefKind = BriefKind.WEEKLY
) -> tuple[Brief, bytes]:
    """The same at once, for the command line. Raises PrintingFailed, which says why there is no paper."""
    _may_make(actor, week)
    brief = await _snapshot(session, actor, week, Of(kind, await scoping.fitting(session, kind, scope)))
    proof = await printed(await editions.of(session, brief))
    finish(brief, proof)
    await session.flush()
    return brief, proof.pdf


def finish(brief: Brief, proof: Printed) -> None:
    """The file first, then the row: a row that says ready has its file."""
    keeping.keep(storing.place_of(brief.id), proof.pdf)
    brief.state, brief.failure = BriefState.READY, None
    brief.pages, brief.sha256 = proof.pages, sha256(proof.pdf).hexdigest()
    brief.fonts = [font.model_dump() for font in proof.fonts]


def fail(brief: Brief, reason: str) -> None:
    brief.state, brief.failure = BriefState.FAILED, reason


ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7306)")
NOT_YOURS = "只有项目办可以生成周报，密钥须能查看全部项目"


def _may_make(actor: Actor, week: Week) -> None:
    require(policy.may_make(actor), NOT_YOURS)
    if week > Week.current():
        raise Invalid.field("week", f"{week.label} 还没有开始，现在是 {Week.current().label}", week.label)


async def _waiting(session: AsyncSession, week: Week, of: Of, corrects: Brief | None = None) -> Brief | None:
    same = select(Brief).where(
        Brief.kind == of.kind,
        Brief.scope == of.key,
        Brief.subject == of.about,
        Brief.week_start == week.start,
        Brief.state == BriefState.WAITING,
        col(Brief.draft).is_(of.kind is BriefKind.WEEKLY and not week.is_closed),
        col(Brief.corrects_id).is_not_distinct_from(corrects.id if corrects else None),
        col(Brief.signed_at).is_(None),
    )
    return (await session.exec(same)).first()


async def _snapshot(  # noqa: PLR0913  a brief is a week, a scope and a moment
    session: AsyncSession,
    actor: Actor,
    week: Week,
    of: Of = ALL,
    *,
    as_of: datetime | None = None,
    corrects: Brief | None = None,
) -> Brief:
    period, naming = of.subject or (None, Naming.BOTH)
    data = compose(await take(session, actor, week, as_of, of.scope, period=period), settings, of.kind, naming)
    if of.kind is BriefKind.CIRCULAR and (why := circulars.why_none(data.ranking)):
        raise Conflict(why)
    brief = Brief(
        kind=of.kind,
        scope=of.key,
        subject=of.about,
        week_start=week.start,
        as_of=data.as_of,
        draft=data.draft,
        data=data.model_dump(mode="json"),
        made_by_id=actor.person_id,
        corrects_id=corrects.id if corrects else None,
    )
    session.add(brief)
    await session.flush()
    return brief
