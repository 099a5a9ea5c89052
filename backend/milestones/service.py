"""Milestones of a project: planned from the template of its kind, moved, reached. No date passes by itself."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import NotFound, require
from backend.lifecycle.models import Suspension
from backend.milestones.delay import Course, Stop
from backend.milestones.models import BaselinePlan, Milestone, MilestoneTemplate, Phase, TemplateNode
from backend.projects import policy, queries
from backend.projects import service as projects
from backend.projects.models import Project
from backend.projects.vocabulary import DutyKind


async def plan(session: AsyncSession, actor: Actor, code: str) -> Sequence[Milestone]:
    """Give the project the milestones of its kind; it keeps the version that it was planned with."""
    project = await projects.for_office(session, actor, code)
    if existing := await of_project(session, project):
        return existing
    template = await template_for(session, project.kind)
    query = select(TemplateNode).where(TemplateNode.template_id == template.id).order_by(col(TemplateNode.position))
    carried = {"position", "key", "label", "phase", "gate", "unit", "after"}
    session.add_all(
        Milestone(project_id=project.id, **node.model_dump(include=carried)) for node in await session.exec(query)
    )
    await session.flush()
    return await of_project(session, project)


async def template_for(session: AsyncSession, kind: str) -> MilestoneTemplate:
    """The newest template for a kind of project."""
    query = select(MilestoneTemplate).where(col(MilestoneTemplate.kinds).contains([kind]))
    found = (await session.exec(query.order_by(col(MilestoneTemplate.version).desc()))).first()
    if found is None:
        raise NotFound(f"项目类型 {kind} 还没有节点模板，请管理员先建模板")
    return found


async def of_project(session: AsyncSession, project: Project) -> Sequence[Milestone]:
    """In order, each with the rows that stand now, also where it was read before they were written."""
    query = select(Milestone).where(Milestone.project_id == project.id).order_by(col(Milestone.position))
    return (await session.exec(query, execution_options={"populate_existing": True})).all()


async def get(session: AsyncSession, actor: Actor, milestone_id: UUID) -> tuple[Milestone, Project]:
    query = queries.visible_to(actor).join(Milestone, col(Milestone.project_id) == Project.id)
    project = (await session.exec(query.where(Milestone.id == milestone_id))).one_or_none()
    milestone = await session.get(Milestone, milestone_id) if project else None
    if project is None or milestone is None:
        raise NotFound("没有这个节点，或您不能查看它")
    return milestone, project


async def for_writing(session: AsyncSession, actor: Actor, milestone_id: UUID) -> tuple[Milestone, Project]:
    """The milestone and its project, for those who may say how it stands."""
    milestone, project = await get(session, actor, milestone_id)
    standing = await queries.standing(session, actor, project.id)
    require(may_write(actor, milestone, standing), policy.no_duty(project.short_name))
    return milestone, project


async def course(session: AsyncSession, project: Project) -> Course:
    """What its milestones' delays are told by."""
    plans = select(BaselinePlan).where(BaselinePlan.project_id == project.id).order_by(col(BaselinePlan.version))
    agreed = [plan.agreed_on for plan in await session.exec(plans)]
    suspensions = select(Suspension).where(Suspension.project_id == project.id)
    stops = tuple(
        Stop(each.since, each.resumption.resumed_on if each.resumption else None)
        for each in await session.exec(suspensions.options(selectinload(Suspension.resumption)))
    )
    return Course(agreed[0] if agreed else None, agreed[-1] if agreed else None, stops, today())


def may_write(actor: Actor, milestone: Milestone, standing: AbstractSet[DutyKind]) -> bool:
    """Permits are written by the agent unit too; everything else by who reports the project."""
    allowed = policy.may_report_permits if milestone.phase is Phase.PERMITS else policy.may_report
    return allowed(actor, standing)
