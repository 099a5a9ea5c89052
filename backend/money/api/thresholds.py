from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.money import thresholds
from backend.money.parts import ThresholdPart
from backend.web.conditional import answer
from backend.web.pagination import Page, page

router = APIRouter(prefix="/thresholds", tags=["清单"])


@router.get("", response_model=Page[ThresholdPart])
async def list_thresholds(request: Request, session: Session, _caller: Caller) -> Response:
    """各片区对亩均投资、亩均产值、亩均税收、能耗和回收期的控制指标，新的在前；每项按启用日期，以最近启用的为准。"""
    rows = await thresholds.every(session)
    return answer(request, page(ThresholdPart.model_validate(row).model_dump_json() for row in rows))
