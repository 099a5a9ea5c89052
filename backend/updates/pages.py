"""The officer's minute: one number, one sentence, the milestones reached; or 本周无变化 with one tap."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.ids import uuid7
from backend.milestones import service as milestones
from backend.projects.models import Project
from backend.updates import queries, service
from backend.updates.expecting import course
from backend.updates.models import Update
from backend.updates.posting import PostedUpdate, arranged, beside
from backend.updates.uses import uses_of
from backend.web.formats import md, moment
from backend.web.forms import Form
from backend.web.schema import Blank, Input
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(include_in_schema=False)


class Asked(Input):
    """Which week, such as `2026-W48`; without it the running one. `revise` opens what was sent to put it right."""

    week: Annotated[str | None, Blank] = None
    revise: bool = False


@router.get("/projects/{code}/update")
async def show_update(
    request: Request, code: str, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    project = await service.for_reporting(session, person, code)
    week = service.begun(Week.parse(asked.week) if asked.week else Week.current())
    existing = await queries.of_week(session, project, week)
    if existing and (week.is_closed or not asked.revise):
        use = (await uses_of(session, [existing])).get(existing.id)
        return page(request, "updates/sent.html", project=project, week=week, update=existing, use=use)
    return await _form(request, session, project, week, _known(existing))


@router.post("/projects/{code}/update")
async def send_update(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await service.for_reporting(session, person, code)
    form = await Form.read(request, PostedUpdate, arranged, beside)
    update: Update | None = None
    if not form.errors:
        async with form.tries(session):
            given = form.value
            update = (
                await service.submit(session, person, code, given)
                if given.base_version is None
                else await service.revise(session, person, code, given, given.base_version)
            )
    if update is None:
        return await _form(request, session, project, _week(form), form)
    return _receipt(request, project, update, to_list=form.value.back == "mine")


def _receipt(request: Request, project: Project, update: Update, *, to_list: bool) -> Response:
    week = Week(update.week_start)
    said = f"第{week.number}周{'：本周无变化，' if update.unchanged else ''}已报送，{moment(update.submitted_at)}"
    notice = f"{project.short_name}{said}，回执号 {update.receipt}"
    if to_list:
        return see_other(request, "my_projects", notice=notice)
    return see_other(request, "show_update", notice=notice, query={"week": week.label}, code=project.code)


async def _form(request: Request, session: AsyncSession, project: Project, week: Week, form: Form[Any]) -> Response:
    """`existing` is what stands already: to be put right, or in the way of a second one."""
    nodes = [each for each in await milestones.of_project(session, project) if each.reached_on is None]
    standing = await course(session, project, week, nodes)
    existing = next((each for each in standing.reported if each.week_start == week.start), None)
    return page(
        request,
        "updates/report.html",
        form.status,
        project=project,
        form=form,
        week=week,
        existing=existing,
        clash=form.status in (409, 412) and existing is not None,
        last=next((each for each in standing.reported if each.week_start < week.start), None),
        course=standing,
        nodes=sorted(nodes, key=lambda node: (node.forecast_on is None, node.forecast_on or today(), node.position)),
        reached_on=min(week.end, today()),
        day=md,
    )


def _known(existing: Update | None) -> Form[Any]:
    if existing is None:
        return Form.known(id=uuid7())
    return Form.known(
        id=existing.id,
        base_version=existing.version,
        unchanged_reason=existing.unchanged_reason,
        invested_wan=None if existing.unchanged else existing.invested,
        site_progress=existing.site_progress,
        next_step=existing.next_step,
    )


def _week(form: Form[Any]) -> Week:
    """The week that was meant; one that does not exist was refused, and the form shows the running one."""
    given = form.posted.get("week")
    return Week.parse(given) if given and "week" not in form.errors else Week.current()
