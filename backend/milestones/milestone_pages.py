"""The page of one milestone: when it is believed to come and why, that it was reached, and that it was not."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import FormData, UploadFile

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.db import Session
from backend.files import service as files
from backend.files.serving import chosen
from backend.ids import digest, uuid7
from backend.milestones import arrivals, forecasts, service
from backend.milestones.forecasts import Move
from backend.milestones.models import SlipReason
from backend.milestones.posting import PostedForecast
from backend.milestones.schemas import ArrivalWithdrawalIn, ReachedIn
from backend.projects import queries
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)


@router.get("/milestones/{milestone_id}")
async def show_milestone(request: Request, milestone_id: UUID, session: Session, person: Person) -> Response:
    return await _page(request, session, person, milestone_id)


@router.post("/milestones/{milestone_id}/dates")
async def set_milestone_dates(request: Request, milestone_id: UUID, session: Session, person: Person) -> Response:
    """First shows what would move with it; saves what was seen, and shows it again if it has changed meanwhile."""
    milestone, project = await service.for_writing(session, person, milestone_id)
    form = await Form.read(request, PostedForecast)
    moves: list[Move] = []
    if not form.errors:
        async with form.tries(session):
            moves = await forecasts.foresee(session, person, milestone_id, form.value)
            if _named(moves) == form.value.confirm:
                await forecasts.move(session, person, milestone_id, form.value)
    if form.errors:
        return await _page(request, session, person, milestone_id, dates=form)
    if moves and _named(moves) != form.value.confirm:
        found: dict[str, Any] = {"form": form, "moves": moves, "gates": forecasts.gates(moves), "seen": _named(moves)}
        return page(request, "milestones/moves.html", milestone=milestone, project=project, **found)
    behind = f"，后面{len(moves) - 1}个节点跟着改了" if moves[1:] else ""
    notice = f"{milestone.label}的预计日期已保存{behind}" if moves else f"{milestone.label}的预计日期没有变"
    return see_other(request, "show_milestone", notice=notice, milestone_id=milestone_id)


@router.post("/milestones/{milestone_id}/reached")
async def reach_milestone(request: Request, milestone_id: UUID, session: Session, person: Person) -> Response:
    milestone, project = await service.for_writing(session, person, milestone_id)
    async with request.form() as fields:
        form = await Form.read(request, ReachedIn, _arrival)
        if not form.errors:
            async with form.tries(session):
                given = await _with_file(session, person, project.code, form.value, chosen(fields, "file"))
                await arrivals.reach(session, person, milestone_id, given)
    if form.errors:
        return await _page(request, session, person, milestone_id, reached=form)
    return see_other(request, "list_milestones", notice=f"{milestone.label}已登记到达", code=project.code)


@router.post("/milestones/{milestone_id}/reached/withdrawal")
async def withdraw_arrival(request: Request, milestone_id: UUID, session: Session, person: Person) -> Response:
    milestone, _ = await service.for_writing(session, person, milestone_id)
    form = await Form.read(request, ArrivalWithdrawalIn)
    if not form.errors:
        async with form.tries(session):
            await arrivals.withdraw(session, person, milestone_id, form.value)
    if form.errors:
        return await _page(request, session, person, milestone_id, withdrawal=form)
    return see_other(
        request, "show_milestone", notice=f"{milestone.label}的到达已撤回，可以重新登记", milestone_id=milestone_id
    )


def _arrival(fields: FormData) -> dict[str, Any]:
    """A chosen file counts as evidence before it is taken in, and gets its real name then."""
    file = str(uuid7()) if chosen(fields, "file") else None
    return {"reached_on": fields.get("reached_on", ""), "evidence": fields.get("evidence", ""), "file": file}


async def _with_file(
    session: AsyncSession, actor: Actor, code: str, given: ReachedIn, upload: UploadFile | None
) -> ReachedIn:
    if upload is None:
        return given
    kept = await files.take_in(session, actor, code, upload.filename or "", await upload.read())
    return given.model_copy(update={"file": kept.id})


def _named(moves: list[Move]) -> str | None:
    """A short name for what would move, so that a yes is a yes to exactly this."""
    said = "".join(f"{each.milestone.id} {each.old} {each.new}\n" for each in moves)
    return digest(said)[:16] if moves else None


async def _page(
    request: Request, session: AsyncSession, actor: Actor, milestone_id: UUID, **forms: Form[Any]
) -> Response:
    """Three forms: `dates`, `reached`, `withdrawal`. Refused ones are given."""
    milestone, project = await service.get(session, actor, milestone_id)
    standing = await queries.standing(session, actor, project.id)
    known: dict[str, Form[Any]] = {
        "dates": Form.known(forecast_on=forecasts.believed(milestone)),
        "reached": Form.known(),
        "withdrawal": Form.known(),
    }
    return page(
        request,
        "milestones/milestone.html",
        max((form.status for form in forms.values()), default=200),
        milestone=milestone,
        project=project,
        reasons=SlipReason,
        course=await service.course(session, project),
        forecasts=await forecasts.history(session, milestone),
        arrivals=await arrivals.history(session, milestone),
        may_write=service.may_write(actor, milestone, standing),
        **known | forms,
    )
