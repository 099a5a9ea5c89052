from collections.abc import Iterable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.milestones import arrivals, baselines, due, forecasts, service, templates
from backend.milestones.models import Milestone
from backend.milestones.parts import (
    BaselinePlanPart,
    DueMilestonePart,
    ForecastPart,
    MilestonePart,
    MovePart,
    TemplatePart,
)
from backend.milestones.schemas import ArrivalWithdrawalIn, AskedWeek, BaselineIn, DraftIn, ForecastIn, ReachedIn
from backend.projects import service as projects
from backend.replay.routing import Router
from backend.web.conditional import IF_MATCH, answer, answer_with, replaces, require_match, tag_of
from backend.web.pagination import Page, page

router = Router(tags=["节点"])


@router.post("/projects/{code}/milestones", status_code=201, response_model=Page[MilestonePart])
async def plan_milestones(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """按项目类型的模板排出全部节点；已经排过的照原样答复。不用带内容。"""
    return answer(request, _listed(await service.plan(session, caller, code)), status=201)


@router.get("/projects/{code}/plan", response_model=Page[MilestonePart])
async def read_plan(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """全部节点和计划草稿，连同改草稿时要带的 ETag。"""
    project = await projects.get(session, caller, code)
    return answer(request, _listed(await service.of_project(session, project)))


@router.put("/projects/{code}/plan", response_model=Page[MilestonePart], openapi_extra=IF_MATCH)
async def draft_plan(request: Request, code: str, given: DraftIn, session: Session, caller: Caller) -> Response:
    """填计划草稿；商定（POST /baselines）以前不作为基线。改已经填了的日子要带 If-Match（/plan 的 ETag）。"""
    project = await projects.for_office(session, caller, code)
    await session.refresh(project, ["id"], with_for_update=True)
    stands = await service.of_project(session, project)
    days, wanted = ({each.key: each.planned_on for each in dates} for dates in (stands, given.dates))
    moved = [key for key in days.keys() & wanted.keys() if days[key] != wanted[key]]
    if replaces(request, exists=any(days[key] for key in moved), differs=bool(moved)):
        text = _listed(stands)
        require_match(request, tag_of(text), text, given)
    return answer(request, _listed(await baselines.draft(session, caller, code, given)))


@router.post("/projects/{code}/baselines", status_code=201, response_model=BaselinePlanPart)
async def agree_baseline(request: Request, code: str, given: BaselineIn, session: Session, caller: Caller) -> Response:
    """商定计划，定为基线；第二次起是调整，要写批准文号和原因，原来的各版都留着。"""
    plan = await baselines.agree(session, caller, code, given)
    return answer_with(request, BaselinePlanPart.of(plan, caller.name if caller.is_person else None), status=201)


@router.get("/due-milestones", response_model=Page[DueMilestonePart])
async def list_due_milestones(
    request: Request, session: Session, caller: Caller, asked: Annotated[AskedWeek, Query()]
) -> Response:
    """一周里预计到达、还没有到达的节点，按日子排，连同责任单位和责任人。不写哪一周就是下周。"""
    found = await due.due(session, caller, asked.of)
    return answer(request, page(DueMilestonePart.of(each).model_dump_json() for each in found))


@router.get("/milestones/{milestone_id}", response_model=MilestonePart)
async def read_milestone(request: Request, milestone_id: UUID, session: Session, caller: Caller) -> Response:
    """一个节点。"""
    milestone, _ = await service.get(session, caller, milestone_id)
    return answer_with(request, MilestonePart.model_validate(milestone))


@router.get("/milestones/{milestone_id}/forecasts", response_model=Page[ForecastPart])
async def list_forecasts(request: Request, milestone_id: UUID, session: Session, caller: Caller) -> Response:
    """历次预计，新的在前，各有原因。"""
    milestone, _ = await service.get(session, caller, milestone_id)
    told = await forecasts.history(session, milestone)
    return answer(request, page(ForecastPart.of(*each).model_dump_json() for each in told))


@router.get("/milestones/{milestone_id}/forecasts/preview", response_model=Page[MovePart])
async def preview_forecast(
    request: Request, milestone_id: UUID, to: date, session: Session, caller: Caller
) -> Response:
    """如果预计改到这一天，哪些节点会跟着动；什么也不保存。"""
    moves = await forecasts.preview(session, caller, milestone_id, to)
    return answer(request, page(MovePart.of(move).model_dump_json() for move in moves))


@router.post("/milestones/{milestone_id}/forecasts", status_code=201, response_model=Page[MovePart])
async def move_forecast(
    request: Request, milestone_id: UUID, given: ForecastIn, session: Session, caller: Caller
) -> Response:
    """改预计日期，后面的节点跟着动；推迟要写原因。答复是动了的节点，没动就是空的。"""
    moves = await forecasts.move(session, caller, milestone_id, given)
    return answer(request, page(MovePart.of(move).model_dump_json() for move in moves), status=201)


@router.put("/milestones/{milestone_id}/reached", response_model=MilestonePart)
async def reach_milestone(
    request: Request, milestone_id: UUID, given: ReachedIn, session: Session, caller: Caller
) -> Response:
    """登记到达，要有依据；登记过的日期不改写，所以不用带 If-Match，重发一次也是同样的答复。"""
    return answer_with(
        request, MilestonePart.model_validate(await arrivals.reach(session, caller, milestone_id, given))
    )


@router.post("/milestones/{milestone_id}/reached/withdrawal", status_code=201, response_model=MilestonePart)
async def withdraw_arrival(
    request: Request, milestone_id: UUID, given: ArrivalWithdrawalIn, session: Session, caller: Caller
) -> Response:
    """撤回登记错了的到达，写明原因；原来的登记仍看得到。"""
    milestone = await arrivals.withdraw(session, caller, milestone_id, given)
    return answer_with(request, MilestonePart.model_validate(milestone), status=201)


@router.get("/milestone-templates", response_model=Page[TemplatePart])
async def list_templates(request: Request, session: Session, _caller: Caller) -> Response:
    """各类项目的节点模板。"""
    found = await templates.newest(session)
    return answer(request, page(TemplatePart.of(*each).model_dump_json() for each in found))


def _listed(milestones: Iterable[Milestone]) -> str:
    return page(MilestonePart.model_validate(each).model_dump_json() for each in milestones)
