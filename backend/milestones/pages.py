"""The milestones of a project: planned from a template, their three dates, and the templates themselves."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.db import Session
from backend.milestones import arrivals, forecasts, service, templates
from backend.milestones.models import Milestone, Phase, SlipReason
from backend.milestones.schemas import ForecastIn, ReachedIn
from backend.projects import classifications, policy, queries
from backend.projects import service as projects
from backend.projects.models import Project
from backend.projects.vocabulary import Scheme
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)


@router.get("/projects/{code}/milestones")
async def list_milestones(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await projects.get(session, person, code)
    found = await service.of_project(session, project)
    standing = await queries.standing(session, person, project.id)
    return page(
        request,
        "milestones/list.html",
        project=project,
        groups=[(phase, [each for each in found if each.phase is phase]) for phase in Phase],
        writable={each.id for each in found if service.may_write(person, each, standing)},
        may_edit=policy.may_edit(person),
    )


@router.post("/projects/{code}/milestones")
async def plan_milestones(request: Request, code: str, session: Session, person: Person) -> Response:
    found = await service.plan(session, person, code)
    notice = f"已安排{len(found)}个节点。下一步：填计划日期，商定为基线"
    return see_other(request, "list_milestones", notice=notice, code=code)


@router.get("/milestones/{milestone_id}")
async def show_milestone(request: Request, milestone_id: UUID, session: Session, person: Person) -> Response:
    milestone, project = await service.for_writing(session, person, milestone_id)
    return _page(request, milestone, project)


@router.post("/milestones/{milestone_id}/dates")
async def set_milestone_dates(request: Request, milestone_id: UUID, session: Session, person: Person) -> Response:
    milestone, project = await service.for_writing(session, person, milestone_id)
    form = await Form.read(request, ForecastIn)
    if not form.errors:
        async with form.tries(session):
            await forecasts.move(session, person, milestone_id, form.value)
    if form.errors:
        return await _again(request, session, person, milestone_id, dates=form)
    return see_other(request, "list_milestones", notice=f"{milestone.label}的日期已保存", code=project.code)


@router.post("/milestones/{milestone_id}/reached")
async def reach_milestone(request: Request, milestone_id: UUID, session: Session, person: Person) -> Response:
    milestone, project = await service.for_writing(session, person, milestone_id)
    form = await Form.read(request, ReachedIn)
    if not form.errors:
        async with form.tries(session):
            await arrivals.reach(session, person, milestone_id, form.value)
    if form.errors:
        return await _again(request, session, person, milestone_id, reached=form)
    return see_other(request, "list_milestones", notice=f"{milestone.label}已登记到达", code=project.code)


@router.get("/admin/templates")
async def show_templates(request: Request, session: Session, person: Person) -> Response:
    """What a project of each kind is planned with."""
    classifications.require_keeper(person)
    kinds = {code: entry.label for code, entry in (await projects.labels(session))[Scheme.KIND].items()}
    found = await templates.newest(session)
    return page(request, "milestones/templates.html", templates=found, kinds=kinds)


async def _again(
    request: Request, session: AsyncSession, actor: Actor, milestone_id: UUID, **forms: Form[Any]
) -> Response:
    milestone, project = await service.for_writing(session, actor, milestone_id)
    return _page(request, milestone, project, **forms)


def _page(request: Request, milestone: Milestone, project: Project, **forms: Form[Any]) -> Response:
    """Two forms: `dates`, when it is planned and expected; `reached`, that it was. Refused ones are given."""
    known: dict[str, Form[Any]] = {
        "dates": Form.known(forecast_on=milestone.forecast_on),
        "reached": Form.known(reached_on=milestone.reached_on, evidence=milestone.evidence),
    }
    return page(
        request,
        "milestones/milestone.html",
        max((form.status for form in forms.values()), default=200),
        milestone=milestone,
        project=project,
        reasons=SlipReason,
        **known | forms,
    )
