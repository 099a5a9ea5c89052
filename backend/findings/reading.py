"""Checking what is stored now: a finding depends on the clock, so it is found when it is asked for and never kept."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.findings.checking import check, in_order, of_one
from backend.findings.checks.doubles import called, doubles
from backend.findings.facts import Facts, Moment
from backend.findings.found import Finding
from backend.projects import namesakes
from backend.projects.models import Developer, DeveloperShare, NationalCode
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.timeline.models import ProjectVersion
from backend.updates.models import Update
from backend.weeks import Week


def moment() -> Moment:
    return Moment(day=today(), closed=Week.last_closed(), year=Week.current().year)


async def found(session: AsyncSession, actor: Actor) -> list[Finding]:
    """Everything that the checks find among the projects that the actor may see."""
    return check(await facts(session, actor), moment())


async def facts(session: AsyncSession, actor: Actor) -> Sequence[Facts]:
    """One statement, however many projects there are."""
    query = select(ProjectVersion.document, _said_before()).select_from(Summary)
    query = query.join(ProjectVersion, col(ProjectVersion.seq) == Summary.seq).where(readable(actor))
    rows = (await session.exec(query.order_by(col(Summary.code)))).all()
    return [_read(text, said) for text, said in rows if text]


def _read(text: str, said_before: str | None) -> Facts:
    read = Facts.model_validate_json(text)
    read.said_before = said_before
    return read


def _said_before() -> Any:
    """形象进度 of the last update but one that says any."""
    said = select(Update.site_progress).where(
        Update.project_id == Summary.project_id, col(Update.site_progress).is_not(None)
    )
    return said.order_by(col(Update.week_start).desc()).offset(1).limit(1).scalar_subquery()


async def of_project(session: AsyncSession, actor: Actor, one: Facts) -> list[Finding]:
    """What the checks find of one project, looking only at those others that may be the same."""
    found = of_one(one, moment())
    query = select(ProjectVersion.document, _said_before()).select_from(Summary)
    query = query.join(ProjectVersion, col(ProjectVersion.seq) == Summary.seq)
    near = [each.code for each in await namesakes.like(session, actor, called(one), but=one.code)]
    query = query.where(readable(actor), Summary.code != one.code, or_(*_maybe_the_same(one, near)))
    others = [_read(text, said) for text, said in (await session.exec(query)).all() if text]
    return in_order([*found, *(each for each in doubles([one, *others]) if each.project is one)])


def _maybe_the_same(one: Facts, near: Sequence[str]) -> list[ColumnElement[bool]]:
    """Of a like name, with the same national code, or of the same company."""
    found: list[ColumnElement[bool]] = [col(Summary.code).in_(near)]
    if one.national_code:
        holders = select(NationalCode.project_id).where(NationalCode.value == one.national_code)
        found.append(col(Summary.project_id).in_(holders.where(col(NationalCode.until).is_(None))))
    codes = [company.credit_code for company in one.developers if company.credit_code]
    if codes:
        builders = select(DeveloperShare.project_id).join(Developer, col(Developer.id) == DeveloperShare.developer_id)
        found.append(col(Summary.project_id).in_(builders.where(col(Developer.credit_code).in_(codes))))
    return found
