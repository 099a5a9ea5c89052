"""Who may mend what: a link is shown exactly where the page behind it would open."""

from collections.abc import Callable

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.findings.found import Finding
from backend.findings.rules import TOLD, Rule
from backend.projects.models import Duty, Project
from backend.projects.policy import REPORTING

Mends = Callable[[Finding], str]
"""What the link of a finding says; empty where this person cannot mend it."""
BY_REPORTING = {Rule.SILENT, Rule.NO_OUTPUT, Rule.PASSED, Rule.PROBLEM_STUCK}


async def mending(session: AsyncSession, actor: Actor) -> Mends:
    """The project office mends all; who reports on a project mends what is reported."""
    if actor.runs_projects:
        return lambda finding: TOLD[finding.rule].mends
    codes = await _reported(session, actor) if actor.is_person else frozenset()

    def mends(finding: Finding) -> str:
        may = finding.rule in BY_REPORTING and finding.project.code in codes
        return TOLD[finding.rule].mends if may else ""

    return mends


async def _reported(session: AsyncSession, actor: Actor) -> frozenset[str]:
    """Codes of the projects that the actor reports on now."""
    mine = col(Duty.account_id) == actor.id
    held = or_(mine, col(Duty.unit_id) == actor.unit_id) if actor.unit_id else mine
    query = select(Project.code).join(Duty, col(Duty.project_id) == Project.id)
    query = query.where(held, col(Duty.until).is_(None), col(Duty.kind).in_(REPORTING))
    return frozenset((await session.exec(query)).all())
