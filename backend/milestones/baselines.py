"""The plan of a project: drafted, then agreed. What was agreed is never rewritten; a re-baseline is a new version."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.clock import today
from backend.errors import FieldError, Invalid
from backend.milestones import service
from backend.milestones.models import Baseline, BaselinePlan, Milestone
from backend.milestones.schemas import BaselineIn, DraftIn, PlannedDay
from backend.projects import service as projects
from backend.projects.models import Project

AGREED_BEFORE = "计划已商定过，调整基线要写明批准文号和原因；第一版基线不变"


async def draft(session: AsyncSession, actor: Actor, code: str, given: DraftIn) -> Sequence[Milestone]:
    """Note when milestones are to be planned; nothing is measured against a draft."""
    project = await projects.for_office(session, actor, code)
    milestones = await service.of_project(session, project)
    for milestone, day in _chosen(milestones, given.dates):
        milestone.planned_on = day
    await session.flush()
    return await service.of_project(session, project)


async def agree(session: AsyncSession, actor: Actor, code: str, given: BaselineIn) -> BaselinePlan:
    """Freeze the plan: the first baseline, or a re-baseline with its approval and reason.

    A re-baseline repeats the day of every milestone that it does not name, so that each version is whole."""
    project = await projects.for_office(session, actor, code)
    milestones = await service.of_project(session, project)
    earlier = await plans_of(session, project)
    _check(given, again=bool(earlier))
    days = {each.key: each.planned_on or each.baseline_on for each in milestones}
    days |= {milestone.key: day for milestone, day in _chosen(milestones, given.dates) if day}
    if not any(days.values()):
        raise Invalid.field("dates", "还没有一个节点填了计划日期，请先填再商定")
    plan = BaselinePlan(
        project_id=project.id,
        version=1 + max((plan.version for plan in earlier), default=0),
        agreed_on=given.agreed_on or today(),
        approval=given.approval,
        reason=given.reason,
        agreed_by_id=actor.person_id,
    )
    session.add(plan)
    await session.flush()
    _freeze(session, plan, milestones, days)
    await session.flush()
    await service.of_project(session, project)
    return plan


async def plans_of(session: AsyncSession, project: Project) -> list[BaselinePlan]:
    query = select(BaselinePlan).where(BaselinePlan.project_id == project.id).order_by(col(BaselinePlan.version))
    return list((await session.exec(query)).all())


async def plans_with_names(session: AsyncSession, project: Project) -> list[tuple[BaselinePlan, str | None]]:
    """Each with the person who agreed it; none where a program did, or the installation before there was a record."""
    query = select(BaselinePlan, Account.person).join(
        Account, col(BaselinePlan.agreed_by_id) == Account.id, isouter=True
    )
    found = await session.exec(query.where(BaselinePlan.project_id == project.id).order_by(col(BaselinePlan.version)))
    return [(plan, person) for plan, person in found]


def _check(given: BaselineIn, *, again: bool) -> None:
    if given.agreed_on and given.agreed_on > today():
        raise Invalid.field("agreed_on", "商定日期不能在今天以后", given.agreed_on)
    missing = [name for name in ("approval", "reason") if not getattr(given, name)]
    if again and missing:
        raise Invalid(AGREED_BEFORE, *(FieldError(f"/{name}", AGREED_BEFORE) for name in missing))


def _freeze(
    session: AsyncSession, plan: BaselinePlan, milestones: Iterable[Milestone], days: Mapping[str, date | None]
) -> None:
    for milestone in milestones:
        if day := days[milestone.key]:
            own = Baseline(
                project_id=plan.project_id,
                plan_id=plan.id,
                version=plan.version,
                milestone_id=milestone.id,
                planned_on=day,
            )
            session.add(own)
        milestone.planned_on = None


def _chosen(milestones: Iterable[Milestone], dates: Sequence[PlannedDay]) -> list[tuple[Milestone, date | None]]:
    by_key = {milestone.key: milestone for milestone in milestones}
    for each in dates:
        if each.key not in by_key:
            raise Invalid.field("dates", f"这个项目没有节点 {each.key}，请刷新后再填", each.key)
    return [(by_key[each.key], each.planned_on) for each in dates]
