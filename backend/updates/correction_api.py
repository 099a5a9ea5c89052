from datetime import datetime
from typing import Self
from uuid import UUID

from fastapi import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Caller
from backend.accounts.models import Account
from backend.db import Session
from backend.money.models import Correction
from backend.projects import service as projects
from backend.replay.routing import Router
from backend.units import Wan
from backend.updates import corrections, queries
from backend.updates.corrections import CorrectionIn
from backend.updates.models import Update
from backend.web.conditional import answer
from backend.web.pagination import Page, page
from backend.web.schema import Output
from backend.weeks import Week

router = Router(prefix="/projects/{code}/updates/{week}/corrections", tags=["周报送"])


class CorrectionPart(Output):
    """The update stays as it was sent: `reported_wan`. The newest correction counts."""

    id: UUID
    week: str
    reported_wan: Wan
    invested_wan: Wan
    reason: str
    corrected_by: str | None
    corrected_at: datetime

    @classmethod
    async def of(cls, session: AsyncSession, update: Update, row: Correction) -> Self:
        who = await session.get(Account, row.corrected_by_id) if row.corrected_by_id else None
        return cls(
            id=row.id,
            week=Week(update.week_start).label,
            reported_wan=update.invested,
            invested_wan=row.invested,
            reason=row.reason,
            corrected_by=who.person if who else None,
            corrected_at=row.corrected_at,
        )


@router.get("", response_model=Page[CorrectionPart])
async def list_corrections(request: Request, code: str, week: str, session: Session, caller: Caller) -> Response:
    """一周完成投资的历次更正，新的在前；以最新一次为准。"""
    project = await projects.get(session, caller, code)
    update = await queries.reported(session, project, Week.parse(week))
    parts = [await CorrectionPart.of(session, update, row) for row in await corrections.of_week(session, update)]
    return answer(request, page(part.model_dump_json() for part in parts))


@router.post("", status_code=201)
async def correct_update(code: str, week: str, given: CorrectionIn, session: Session, caller: Caller) -> CorrectionPart:
    """更正已截止的一周的完成投资：原来报的数不改写，月、年、累计按更正后的算。"""
    row = await corrections.correct(session, caller, code, Week.parse(week), given)
    project = await projects.get(session, caller, code)
    return await CorrectionPart.of(session, await queries.reported(session, project, Week.parse(week)), row)
