"""Checking what is stored now: a finding depends on the clock, so it is found when it is asked for and never kept."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.clock import today
from backend.findings.checking import check
from backend.findings.facts import Facts, Moment
from backend.findings.found import Finding
from backend.projects.models import Duty
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import DutyKind
from backend.timeline.models import ProjectVersion
from backend.updates.models import Update
from backend.weeks import Week

Gone = dict[str, list[tuple[DutyKind, str]]]


def moment() -> Moment:
    return Moment(day=today(), closed=Week.last_closed(), year=Week.current().year)


async def found(session: AsyncSession, actor: Actor) -> list[Finding]:
    """Everything that the checks find among the projects that the actor may see."""
    return check(await facts(session, actor), moment())


async def facts(session: AsyncSession, actor: Actor) -> Sequence[Facts]:
    """Two statements, however many projects there are."""
    query = select(ProjectVersion.document, _said_before()).select_from(Summary)
    query = query.join(ProjectVersion, col(ProjectVersion.seq) == Summary.seq).where(readable(actor))
    rows = (await session.exec(query.order_by(col(Summary.code)))).all()
    gone = await _gone(session)
    return [_read(text, said, gone) for text, said in rows if text]


def _read(text: str, said_before: str | None, gone: Gone) -> Facts:
    read = Facts.model_validate_json(text)
    read.said_before = said_before
    read.gone = gone.get(read.code, [])
    return read


async def _gone(session: AsyncSession) -> Gone:
    """Duties that are still held by people whose accounts were disabled, by the project's code: a handful at most."""
    query = select(Summary.code, Duty.kind, Account.person).join(Duty, col(Duty.project_id) == Summary.project_id)
    query = query.join(Account, col(Account.id) == Duty.account_id)
    query = query.where(col(Duty.until).is_(None), col(Account.disabled_at).is_not(None))
    found: Gone = defaultdict(list)
    for code, kind, person in await session.exec(query.order_by(col(Duty.since), col(Duty.id))):
        found[code].append((DutyKind(kind), person))
    return found


def _said_before() -> Any:
    """形象进度 of the last update but one that says any."""
    said = select(Update.site_progress).where(
        Update.project_id == Summary.project_id, col(Update.site_progress).is_not(None)
    )
    return said.order_by(col(Update.week_start).desc()).offset(1).limit(1).scalar_subquery()
