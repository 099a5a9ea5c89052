"""The officer's minute: one number, one sentence, the milestones reached; or 本周无变化 with one tap."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.files.serving import closed_after
from backend.ids import uuid7
from backend.milestones import service as milestones
from backend.projects.lamp import computed_of, light_of
from backend.projects.models import Project
from backend.projects.summary import Summary
from backend.updates import merging, proofs, queries, reviewing, service
from backend.updates.choosing import both
from backend.updates.expecting import course
from backend.updates.models import Update
from backend.updates.photos.hanging import hang
from backend.updates.posting import PostedUpdate, arranged, beside
from backend.updates.receipts import receipt, refusal, sent, week_of
from backend.web.errors import wants_json
from backend.web.formats import md, moment
from backend.web.forms import Form
from backend.web.offline import keep
from backend.web.schema import Blank, Input
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(include_in_schema=False)


class Asked(Input):
    """Which week, such as `2026-W48`; without it the running one. `revise` opens what was sent to put it right."""

    week: Annotated[str | None, Blank] = None
    revise: bool = False


@router.get("/outbox")
async def show_outbox(request: Request, person: Person) -> Response:  # noqa: ARG001  who is signed in sees their own
    """What waits on this phone; the phone itself fills it in."""
    return keep(request, page(request, "updates/outbox.html"))


@router.get("/projects/{code}/update")
async def show_update(
    request: Request, code: str, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    project = await service.for_reporting(session, person, code)
    week = service.begun(Week.parse(asked.week) if asked.week else Week.current())
    existing = await queries.of_week(session, project, week)
    if wants_json(request):
        return await receipt(request, session, await queries.reported(session, project, week))
    returned = existing is not None and await reviewing.is_returned(session, existing)
    if existing and not (returned and asked.revise) and (week.is_closed or not asked.revise):
        return keep(request, await sent(request, session, project, existing))
    return keep(request, await _form(request, session, project, week, _known(existing)))


@router.post("/projects/{code}/update", dependencies=[Depends(closed_after)])
async def send_update(request: Request, code: str, session: Session, person: Person) -> Response:
    """As a form, or by a script that keeps entries until they arrive: that one gets a receipt in JSON."""
    project = await service.for_reporting(session, person, code)
    form = await Form.read(request, PostedUpdate, arranged, beside)
    taken: merging.Taken | None = None
    if not form.errors:
        async with form.tries(session):
            given = await proofs.taken_in(session, person, code, await request.form(), form.value)
            taken = await _take(session, person, code, form, given)
            if taken:
                await hang(session, person, taken.update, (await request.form()).getlist("photo"), given.where)
    if taken is None or form.errors:
        if form.refusal and wants_json(request):
            return await refusal(request, session, project, form)
        return await _form(request, session, project, week_of(form), form)
    if wants_json(request):
        return await receipt(request, session, taken.update)
    return _on(request, project, taken, to_list=form.value.back == "mine")


async def _take(
    session: AsyncSession, actor: Actor, code: str, form: Form[PostedUpdate], given: PostedUpdate
) -> merging.Taken | None:
    taken = await merging.take(session, actor, code, given, given.base_version, given.theirs)
    if isinstance(taken, merging.Taken):
        return taken
    form.refuse(taken)
    return None


def _on(request: Request, project: Project, taken: merging.Taken, *, to_list: bool) -> Response:
    update, week = taken.update, Week(taken.update.week_start)
    said = f"第{week.number}周{'：本周无变化，' if update.unchanged else ''}已报送，{moment(update.submitted_at)}"
    merged = f"。{taken.merged}" if taken.merged else ""
    notice = f"{project.short_name}{said}，回执号 {update.receipt}{merged}"
    if to_list:
        return see_other(request, "my_projects", notice=notice)
    return see_other(request, "show_update", notice=notice, query={"week": week.label}, code=project.code)


async def _form(request: Request, session: AsyncSession, project: Project, week: Week, form: Form[Any]) -> Response:
    """`existing` is what stands already: to be put right, or in the way of a second one."""
    nodes = [each for each in await milestones.of_project(session, project) if each.reached_on is None]
    standing = await course(session, project, week, nodes)
    existing = next((each for each in standing.reported if each.week_start == week.start), None)
    if existing and form.refusal:
        both(form, form.refusal, existing)
    return page(
        request,
        "updates/report.html",
        form.status,
        project=project,
        lights=_lights(await session.get(Summary, project.id)),
        form=form,
        week=week,
        existing=existing,
        clash=form.status in (409, 412) and existing is not None,
        last=next((each for each in standing.reported if each.week_start < week.start), None),
        course=standing,
        delays=await milestones.course(session, project),
        nodes=sorted(nodes, key=lambda node: (node.forecast_on is None, node.forecast_on or today(), node.position)),
        reached_on=min(week.end, today()),
        day=md,
    )


def _lights(summary: Summary | None) -> tuple[str, str | None]:
    """The one that is shown and the one by the rules; of a project that no list shows yet there is none."""
    if summary is None:
        return "none", None
    of = summary.condition, summary.signal
    return light_of(*of), computed_of(*of, summary.computed_signal)


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
