"""签发: the number is reserved, the numbered document is printed and checked, and then it is frozen.

A printing that fails keeps the number for the retry, so that the numbers of a year have neither gap nor repeat."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import func, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, jobs
from backend.accounts.actor import Actor
from backend.briefs import policy, reading, storing
from backend.briefs.data import Edition
from backend.briefs.life import standing
from backend.briefs.models import Brief, BriefNumber, BriefState, Issuance, series_of
from backend.briefs.rendering import TEMPLATE, html_of, text_of
from backend.clock import now
from backend.documents import keeping
from backend.documents.job import Printed
from backend.errors import Conflict, require
from backend.ids import digest
from backend.weeks import Week

NEEDS_LEADER = "签发由领导或项目办的人在网页上办理，密钥和其他人不能"
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7304)")


async def issue(session: AsyncSession, actor: Actor, brief_id: UUID) -> Brief:
    """Reserve the number and let the worker print the document that bears it."""
    brief = await reading.locked(session, actor, brief_id)
    require(policy.may_issue(actor), NEEDS_LEADER)
    await db.sql(session, ONE_AT_A_TIME)  # before the rows are looked at: who waits here sees what the other did
    found = await standing.of(session, brief)
    if why := policy.why_no_issuance(found):
        raise Conflict(why)
    if found.number is None:
        await _reserve(session, brief)
    brief.signed_by_id, brief.signed_at = actor.id, now()
    brief.state, brief.failure = BriefState.WAITING, None
    await session.flush()
    await jobs.enqueue(session, "briefs.print", brief_id=str(brief.id))
    return brief


async def _reserve(session: AsyncSession, brief: Brief) -> None:
    """The next number of the year. Held until the transaction ends, so that one rolled back leaves no gap."""
    year, series = Week(brief.week_start).year, series_of(brief)
    of_series = select(func.max(BriefNumber.serial_number)).where(col(BriefNumber.series) == series)
    of_year = select(func.max(BriefNumber.number)).where(BriefNumber.series == series, BriefNumber.year == year)
    number = (await session.exec(of_year)).one() or 0
    serial_number = (await session.exec(of_series)).one() or 0
    session.add(
        BriefNumber(
            brief_id=brief.id,
            series=series,
            subject=brief.subject,
            year=year,
            number=number + 1,
            serial_number=serial_number + 1,
            week_start=brief.week_start,
            corrects_id=brief.corrects_id,
        )
    )
    await session.flush()


async def freeze(session: AsyncSession, brief: Brief, edition: Edition, proof: Printed) -> Issuance:
    """The file first, then the rows; after the last one the database refuses every change."""
    keeping.keep(storing.place_of_issued(brief.id), proof.pdf)
    assert brief.signed_by_id is not None
    brief.state, brief.failure = BriefState.READY, None
    await session.flush()
    made = Issuance(
        brief_id=brief.id,
        issued_by_id=brief.signed_by_id,
        issued_at=_moment(brief),
        edition=text_of(edition),
        sha256=sha256(proof.pdf).hexdigest(),
        html_sha256=digest(html_of(edition)),
        template=TEMPLATE,
        pages=proof.pages,
        fonts=[font.model_dump() for font in proof.fonts],
        made_with=proof.made_with,
    )
    session.add(made)
    await session.flush()
    return made


def take_back(brief: Brief, reason: str) -> None:
    """The printing failed: nothing goes out, and the number waits."""
    brief.state, brief.failure = BriefState.FAILED, reason
    brief.signed_by_id = brief.signed_at = None


def _moment(brief: Brief) -> datetime:
    assert brief.signed_at is not None
    return brief.signed_at
