"""The milestones of a project: planned from a template, shown with their three dates; and the templates."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.auth import Person
from backend.db import Session
from backend.milestones import due, service, templates
from backend.milestones.models import Phase
from backend.milestones.schemas import AskedWeek
from backend.projects import classifications, policy
from backend.projects import service as projects
from backend.projects.vocabulary import Scheme
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(include_in_schema=False)


@router.get("/projects/{code}/milestones")
async def list_milestones(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await projects.get(session, person, code)
    found = await service.of_project(session, project)
    return page(
        request,
        "milestones/list.html",
        project=project,
        groups=[(phase, [each for each in found if each.phase is phase]) for phase in Phase],
        course=await service.course(session, project),
        may_edit=policy.may_edit(person),
    )


@router.post("/projects/{code}/milestones")
async def plan_milestones(request: Request, code: str, session: Session, person: Person) -> Response:
    found = await service.plan(session, person, code)
    notice = f"已安排{len(found)}个节点。下一步：填计划日期，商定后定为基线"
    return see_other(request, "show_plan", notice=notice, code=code)


@router.get("/due-milestones")
async def show_due_milestones(
    request: Request, session: Session, person: Person, asked: Annotated[AskedWeek, Query()]
) -> Response:
    found = await due.due(session, person, asked.of)
    return page(request, "milestones/due.html", week=asked.of, nodes=found, current=Week.current())


@router.get("/admin/templates")
async def show_templates(request: Request, session: Session, person: Person) -> Response:
    """What a project of each kind is planned with."""
    classifications.require_keeper(person)
    kinds = {code: entry.label for code, entry in (await projects.labels(session))[Scheme.KIND].items()}
    found = await templates.newest(session)
    return page(request, "milestones/templates.html", templates=found, kinds=kinds)
