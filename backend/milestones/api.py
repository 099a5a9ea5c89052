from uuid import UUID

from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.milestones import service, templates
from backend.milestones.parts import MilestonePart, TemplatePart
from backend.milestones.schemas import DatesIn, ReachedIn
from backend.web.conditional import IF_MATCH, answer, answer_with, require_match, tag_of
from backend.web.pagination import Page, page

router = APIRouter(tags=["节点"])


@router.post("/projects/{code}/milestones", status_code=201, response_model=Page[MilestonePart])
async def plan_milestones(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """按项目类型的模板排出全部节点；已经排过的照原样答复。不用带内容。"""
    planned = await service.plan(session, caller, code)
    return answer(request, page(MilestonePart.model_validate(each).model_dump_json() for each in planned), status=201)


@router.get("/milestones/{milestone_id}", response_model=MilestonePart)
async def read_milestone(request: Request, milestone_id: UUID, session: Session, caller: Caller) -> Response:
    """一个节点。"""
    milestone, _ = await service.get(session, caller, milestone_id)
    return answer_with(request, MilestonePart.model_validate(milestone))


@router.patch("/milestones/{milestone_id}", response_model=MilestonePart, openapi_extra=IF_MATCH)
async def change_milestone(
    request: Request, milestone_id: UUID, given: DatesIn, session: Session, caller: Caller
) -> Response:
    """改预计日期，或定下基线；基线定下后不再改。要带 If-Match。"""
    milestone, _ = await service.for_writing(session, caller, milestone_id)
    await session.refresh(milestone, with_for_update=True)
    stands = MilestonePart.model_validate(milestone).model_dump_json()
    require_match(request, tag_of(stands), stands, given)
    changed = await service.set_dates(session, caller, milestone_id, given)
    return answer_with(request, MilestonePart.model_validate(changed))


@router.put("/milestones/{milestone_id}/reached", response_model=MilestonePart)
async def reach_milestone(
    request: Request, milestone_id: UUID, given: ReachedIn, session: Session, caller: Caller
) -> Response:
    """登记到达；登记过的日期不改写，所以不用带 If-Match，重发一次也是同样的答复。"""
    return answer_with(request, MilestonePart.model_validate(await service.reach(session, caller, milestone_id, given)))


@router.get("/milestone-templates", response_model=Page[TemplatePart])
async def list_templates(request: Request, session: Session, _caller: Caller) -> Response:
    """各类项目的节点模板。"""
    found = await templates.newest(session)
    return answer(request, page(TemplatePart.of(*each).model_dump_json() for each in found))
