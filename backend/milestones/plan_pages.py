"""The plan of a project on one page: the office drafts the days of all milestones, then agrees them as a baseline."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import FormData

from backend.accounts.auth import Person
from backend.db import Session
from backend.milestones import baselines, service
from backend.milestones.models import Phase
from backend.milestones.schemas import BaselineIn, DraftIn, PlannedDay
from backend.projects import service as projects
from backend.projects.models import Project
from backend.web.forms import Form
from backend.web.schema import Blank, Input
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)
LABELS = {"dates": "计划日期", "approval": "批准文号", "reason": "调整的原因"}


class PlanForm(Input):
    """What the page sends: days by milestone, and, when they are to be agreed again, why."""

    dates: list[PlannedDay] = Field(default_factory=list, max_length=60)
    approval: Annotated[str | None, Field(max_length=200), Blank] = None
    reason: Annotated[str | None, Field(max_length=500), Blank] = None


@router.get("/projects/{code}/plan")
async def show_plan(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await projects.for_office(session, person, code)
    known = {
        f"day-{each.key}": each.planned_on or each.baseline_on for each in await service.of_project(session, project)
    }
    return await _page(request, session, project, Form.known(**known))


@router.post("/projects/{code}/plan")
async def save_plan(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await projects.for_office(session, person, code)
    form = await Form.read(request, PlanForm, arranged)
    agreed = form.posted.get("then") == "agree"
    if not form.errors:
        async with form.tries(session):
            if form.value.dates:
                await baselines.draft(session, person, code, DraftIn(dates=form.value.dates))
            if agreed:
                given = BaselineIn(approval=form.value.approval, reason=form.value.reason)
                await baselines.agree(session, person, code, given)
    if form.errors:
        return await _page(request, session, project, form)
    notice = "计划已商定，定为基线" if agreed else "计划草稿已保存，商定以后才作为基线"
    return see_other(request, "list_milestones", notice=notice, code=code)


def arranged(fields: FormData) -> dict[str, Any]:
    """Of the form: `day-…` holds the day of each milestone; an empty one says nothing."""
    days = [
        {"key": name.removeprefix("day-"), "planned_on": value}
        for name, value in fields.items()
        if name.startswith("day-") and value
    ]
    return {"dates": days} | {name: fields[name] for name in ("approval", "reason") if name in fields}


async def _page(request: Request, session: AsyncSession, project: Project, form: Form[PlanForm]) -> Response:
    milestones = await service.of_project(session, project)
    return page(
        request,
        "milestones/plan.html",
        form.status,
        project=project,
        form=form,
        labels=LABELS,
        groups=[(phase, [each for each in milestones if each.phase is phase]) for phase in Phase],
        plans=await baselines.plans_with_names(session, project),
    )
