"""The plan of a project on one page: the office drafts the days of all milestones, then agrees them as a baseline."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.milestones import baselines, service
from backend.milestones.models import Phase
from backend.milestones.posting import DAY, beside, plan_of
from backend.milestones.schemas import BaselineIn, DraftIn
from backend.projects import policy
from backend.projects import service as projects
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)
LABELS = {"dates": "计划日期", "agreed_on": "商定日期", "approval": "批准文号", "reason": "调整的原因"}


@router.get("/projects/{code}/plan")
async def show_plan(request: Request, code: str, session: Session, person: Person) -> Response:
    return await _page(request, session, person, code)


@router.post("/projects/{code}/plan")
async def save_plan(request: Request, code: str, session: Session, person: Person) -> Response:
    await projects.for_office(session, person, code)
    form = await Form.read(request, BaselineIn, plan_of, beside)
    agreed = form.posted.get("then") == "agree"
    if not form.errors:
        async with form.tries(session):
            if form.value.dates:
                await baselines.draft(session, person, code, DraftIn(dates=form.value.dates))
            if agreed:
                await baselines.agree(session, person, code, form.value)
    if form.errors:
        return await _page(request, session, person, code, form)
    notice = "计划已商定，定为基线" if agreed else "计划草稿已保存，商定以后才作为基线"
    return see_other(request, "show_plan", notice=notice, code=code)


async def _page(
    request: Request, session: AsyncSession, actor: Actor, code: str, form: Form[Any] | None = None
) -> Response:
    project = await projects.get(session, actor, code)
    milestones = await service.of_project(session, project)
    days = {f"{DAY}{each.key}": each.planned_on or each.baseline_on for each in milestones}
    form = form or Form.known(agreed_on=today(), **days)
    return page(
        request,
        "milestones/plan.html",
        form.status,
        project=project,
        form=form,
        labels=LABELS,
        groups=[(phase, [each for each in milestones if each.phase is phase]) for phase in Phase],
        course=await service.course(session, project),
        plans=await baselines.plans_with_names(session, project),
        may_edit=policy.may_edit(actor),
    )
