from fastapi import APIRouter, Request, Response

from backend.accounts.auth import Caller
from backend.board.economics import EconomicsPart, economics
from backend.clock import today
from backend.db import Session
from backend.money import thresholds
from backend.timeline import older
from backend.timeline.reading import current
from backend.web.conditional import answer_with

router = APIRouter(prefix="/projects/{code}", tags=["投资和资金"])


@router.get("/economics", response_model=EconomicsPart)
async def read_economics(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """会算账：亩均投资、产值、税收，万元产值能耗，静态回收期，各带分子分母、所在片区今天的控制指标和达没达到。"""
    version = await current(session, caller, code)
    document = older.read(version.document or "")
    asked = await thresholds.asked_of(session, document.area, today())
    return answer_with(request, economics(document, asked, today()))
