from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Caller
from backend.db import Session
from backend.projects import duties
from backend.projects.models import Duty
from backend.projects.parts import DutyPart
from backend.projects.schemas import DutyEnd, DutyIn
from backend.replay.routing import Router

router = Router(prefix="/projects/{code}/duties", tags=["项目"])


@router.post("", status_code=201)
async def assign_duty(code: str, given: DutyIn, session: Session, caller: Caller) -> DutyPart:
    """某单位（unit 填单位编号）或某人（account 填账号）负起一项职责；牵头、责任、代办单位同时只有一个，旧的随之结束。"""
    return await shown(session, await duties.assign(session, caller, code, given))


@router.post("/{duty_id}/end", status_code=201)
async def end_duty(code: str, duty_id: UUID, given: DutyEnd, session: Session, caller: Caller) -> DutyPart:
    """结束一项职责；已结束的照原样答复。"""
    return await shown(session, await duties.end(session, caller, code, duty_id, given.until))


async def shown(session: AsyncSession, duty: Duty) -> DutyPart:
    await session.refresh(duty, ["unit", "account"])
    return DutyPart.of(duty)
